import type { FileFacts, FunctionRef, Value, ValueRef } from '@bulkhead/facts'
import type { Project } from '../project.js'
import type { Located, Meaning, Site } from '../values/meaning.js'
import { assignmentsTo, ownerOf } from './ambient.js'

/** A call of a method, and what it is called on. */
export interface MethodCall {
  site: Site
  on: Meaning
  /** The function that was given that, and as which argument. */
  given?: { fn: FunctionRef; index: number }
}

/** Where in the repository members of a name are written to and called, whatever they are members of. Each name is looked for once. */
export class MemberUses {
  private readonly assigned = new Map<string, { target: Meaning; value: Located }[]>()
  private readonly called = new Map<string, MethodCall[]>()

  constructor(private readonly project: Project) {}

  /** Every write to a member path such as `defaults.timeout`: what it is written to, and the value. */
  assignmentsTo(path: string[]): { target: Meaning; value: Located }[] {
    const key = path.join('.')
    let known = this.assigned.get(key)
    if (!known) this.assigned.set(key, (known = assignmentsTo(this.project, path)))
    return known
  }

  /** Every call of a method such as `interceptors.request.use`. */
  callsOf(method: string): MethodCall[] {
    let known = this.called.get(method)
    if (!known) this.called.set(method, (known = callsOf(this.project, method.split('.'))))
    return known
  }
}

function callsOf(project: Project, path: string[]): MethodCall[] {
  const [name, around] = [path.at(-1)!, path.slice(0, -1)]
  return project.meeting().flatMap(file => {
    const facts = project.program.facts(file)
    return (project.program.index(file)?.methods.get(name) ?? []).flatMap((call): MethodCall[] => {
      const member = facts!.values[facts!.calls[call]!.callee]!
      const on = member.is === 'member' ? ownerOf(project, { file, ref: member.of }, around) : undefined
      return on && member.is === 'member' ? [{ site: { file, call }, on, given: parameterIn(facts!, member.of, around) }] : []
    })
  })
}

/** The parameter on which a method is called, directly or after others: `request.on('error', …).on('timeout', …)`. */
function parameterIn(facts: FileFacts, from: ValueRef, around: string[]): MethodCall['given'] {
  let ref: ValueRef | undefined = from
  for (const name of around.toReversed()) {
    const value: Value = facts.values[ref]!
    if (value.is !== 'member' || value.name !== name) return undefined
    ref = value.of
  }
  for (let steps = 0; ref !== undefined && steps < 20; steps++) {
    const value: Value = facts.values[ref]!
    switch (value.is) {
      case 'parameter': return value.rest ? undefined : { fn: value.function, index: value.index }
      case 'binding': ref = facts.bindings[value.binding]!.values[0]; break
      case 'typed': ref = value.of; break
      case 'call': {
        const callee = facts.values[facts.calls[value.call]!.callee]!
        ref = callee.is === 'member' ? callee.of : undefined
        break
      }
      default: return undefined
    }
  }
  return undefined
}
