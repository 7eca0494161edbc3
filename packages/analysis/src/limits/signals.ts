import type { Place } from '../finding.js'
import { controllerOf, controllerSignal } from './controllers.js'
import { chosen, type Said } from './said.js'
import type { Located, Meaning } from '../values/meaning.js'
import type { Project } from '../project.js'

/** Whether an AbortSignal bounds the time: only a timer makes it do so by itself. */
export function signalOf(project: Project, at: Located): Said {
  const meaning = project.tracer.meaning(at)
  const source = project.placeOf(at)
  switch (meaning.is) {
    case 'literal': return { is: 'absent' }
    case 'parameter': return { is: 'unknown', why: 'a caller gives the signal', open: true }
    case 'unknown': return { is: 'unknown', why: meaning.open ? 'a caller gives the signal' : 'where the signal comes from cannot be read', open: meaning.open }
    case 'choice': return chosen(project, meaning, one => signalOf(project, one))
    case 'library': return ofLibrary(project, meaning, source)
    default: return { is: 'unknown', why: 'where the signal comes from cannot be read' }
  }
}

function ofLibrary(project: Project, meaning: Meaning & { is: 'library' }, source: Place | undefined): Said {
  const { understanding } = project
  const timer = understanding.value(meaning, 'timer-signal')
  if (timer) return { is: 'set', value: 'a timer', source, exact: delayOf(project, timer.layers[0]?.given.get('delay')) }
  const caller = understanding.value(meaning, 'caller-signal')
  // A request that is made here passes on the signal that it is given.
  if (caller) return caller.opaque ? { is: 'off', source, callerOnly: true } : { is: 'unknown', why: 'what drives the signal cannot be read' }
  const joined = understanding.value(meaning, 'joined-signals')
  if (joined) return joinedSignals(project, joined.layers[0]?.given.get('signals'), source)
  const controller = controllerOf(project, meaning.path)
  if (controller) return controllerSignal(project, controller, source, signal => signalOf(project, signal))
  return { is: 'unknown', why: 'what drives the signal cannot be read' }
}

/** The ms that a timer waits, where they are known. */
function delayOf({ tracer }: Project, delay: Located | undefined): number | undefined {
  const meaning = delay && tracer.meaning(delay)
  return meaning?.is === 'literal' && typeof meaning.value === 'number' ? meaning.value : undefined
}

/** One of several signals: the first that fires aborts. */
function joinedSignals(project: Project, signals: Located | undefined, source: Place | undefined): Said {
  const meaning = signals && project.tracer.meaning(signals)
  if (meaning?.is !== 'array') return { is: 'unknown', why: 'the joined signals cannot be read' }
  const value = project.program.facts(meaning.at.file)!.values[meaning.at.ref]!
  const all = value.is === 'array' ? value.items.map(item => signalOf(project, { ...meaning.at, ref: item.value })) : []
  const set = all.find(s => s.is === 'set')
  if (set) return set
  return all.find(s => s.is === 'unknown') ?? { is: 'off', source, callerOnly: true }
}
