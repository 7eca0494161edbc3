import type { Place } from '../finding.js'
import { consistsOf } from '../values/dependence.js'
import { isOpen, type Located, type Meaning, type Site } from '../values/meaning.js'
import { asksOnlyFor } from '../values/presence.js'
import type { Project } from '../project.js'

/** What one place says. `absent` says nothing, so the next place is asked. */
export type Said =
  /** `at` is what stands there, `call` the method that takes it; `exact` is the number that it comes to, in the unit of the place, where that is certain. */
  | { is: 'set'; value?: string; source?: Place; at?: Located; call?: Site; exact?: number }
  | { is: 'off'; source?: Place; at?: Site; callerOnly?: true; eventOnly?: true }
  | { is: 'absent' }
  /** `orElse`: it is set, or else nothing is said here. */
  | { is: 'unknown'; why: string; open?: boolean; orElse?: true }

export const ABSENT: Said = { is: 'absent' }

/** The one reason that goes away where all that the repository makes agree. */
export const OUT_OF_SIGHT = 'how the client was made is out of sight'

/** Why nothing is said of an operation that another library may do as well. */
export const BESIDE = 'it may go through something else, of which no model tells'

export const OPAQUE: Said = { is: 'unknown', why: 'something that may carry a limit of its own is given' }


/** What a choice comes to: with a fallback, one that is set is enough; of two branches, both must be. */
export function chosen(project: Project, choice: Meaning & { is: 'choice' }, judge: (one: Located) => Said): Said {
  const all = project.tracer.guarded<Said[]>([{ is: 'unknown', why: 'the limit cannot be read' }], () => choice.of.map(judge))
  const found = all.find(s => s.is === 'set')
  const set = found && { ...found, exact: undefined }
  const last = all.at(-1)!
  if (choice.by !== '?:' && choice.by !== 'assigned' && choice.by !== '&&') return set ?? (last.is === 'absent' || last.is === 'off' ? all[0]! : last)
  if (all.every(s => s.is === 'set')) return set!
  if (all.every(s => s.is === 'absent')) return ABSENT
  if (all.every(s => s.is === 'off' || s.is === 'absent')) return all.find(s => s.is === 'off')!
  return underTest(project, choice, all) ?? unsettled(all, all.some(s => s.is === 'unknown' && s.open))
}

/** `ms ? ms + 500 : undefined`: who decides about the test decides about the limit; where it asks for no more than whether there is one, that is what holds. */
function underTest({ program, tracer }: Project, { of, test }: Meaning & { is: 'choice' }, all: Said[]): Said | undefined {
  if (!test) return undefined
  const facts = program.facts(test.file)!
  if (consistsOf(facts, test.ref, ref => isOpen(tracer.meaning({ ...test, ref })))) return unsettled(all, true)
  const given = all.findIndex(s => s.is === 'set')
  const asksForIt = given >= 0 && all[1 - given]!.is === 'absent' && of[given]!.file === test.file && asksOnlyFor(facts, test.ref, given === 0, of[given]!.ref)
  return asksForIt ? all[given] : undefined
}

function unsettled(all: Said[], open: boolean): Said {
  return { is: 'unknown', why: open ? 'a caller gives what the limit depends on' : 'the limit depends on a condition', open, ...(all.every(s => s.is === 'set' || s.is === 'absent') && { orElse: true as const }) }
}
