import { isBinding } from '@bulkhead/facts'
import type { RepoPath } from '@bulkhead/workspace'
import { entriesOf, frameFor } from '../values/calls.js'
import type { AccessPath, Meaning, Site } from '../values/meaning.js'
import type { Library, LibraryOperation } from './library.js'
import { clientOf, givenBy, matchPath } from './match.js'
import type { Understanding } from './understanding.js'

/** What functions are given by what runs them. */
export class Callbacks {
  constructor(private readonly within: Pick<Understanding, 'tracer' | 'program' | 'operation' | 'librariesAt'>) {}

  /** What the call to which a function is handed gives to it. */
  handed(file: RepoPath, fn: number, index: number): Meaning | undefined {
    const facts = this.within.program.facts(file)!
    const given = facts.functions[fn]!.argumentOf
    if (!given) return undefined
    const callee = this.within.tracer.meaning({ file, ref: facts.calls[given.call]!.callee })
    const site: Site = { file, call: given.call }
    if (callee.is === 'function') return this.handedThrough(site, given.index, index)
    if (callee.is !== 'library') return undefined
    const path: AccessPath = { module: callee.path.module, parent: callee.path, step: { is: 'call', site } }
    const { kind, gives } = this.within.operation(path, file)?.operation.model ?? {}
    const name = (gives ?? this.callback(path, file, given.index))?.[index]
    return typeof name === 'string' ? { is: 'library', path: givenBy(path.module, name, site, kind === 'db.transaction' || undefined) } : undefined
  }

  /** What a function of the repository hands to the function that it is given, where it has got that from a library in turn. */
  private handedThrough(site: Site, argument: number, index: number): Meaning | undefined {
    const found = entriesOf(this.within.tracer, site).flatMap(entry => {
      const facts = this.within.program.facts(entry.fn.file)!
      const parameter = facts.functions[entry.fn.fn]!.parameters[argument]?.binding
      const frame = frameFor(entry, 0)
      return parameter === undefined ? [] : facts.calls.flatMap(({ callee, args }): AccessPath[] => {
        const arg = isBinding(facts, callee, parameter) ? args[index] : undefined
        const meaning = arg === undefined ? undefined : this.within.tracer.meaning({ file: entry.fn.file, ref: arg, frame })
        return meaning?.is === 'library' && meaning.path.step?.is === 'typed' && meaning.path.step.by ? [{ ...meaning.path, step: { ...meaning.path.step, by: site } }] : []
      })
    })
    return found[0] && { is: 'library', path: found[0] }
  }

  /** What a method of a library hands to its callback, by the positions of both. */
  givenToCallback(method: AccessPath, argument: number, index: number, file: RepoPath): Meaning | undefined {
    for (const library of this.within.librariesAt(method, file))
      for (const { calls, model: { runs, gives } } of library.operations) {
        if (runs === undefined || gives === undefined) continue
        const name = gives[index]
        const isMethod = calls.some(call => isRun(call, runs, argument) && matchPath(this.within.tracer, library, method, { ...call, steps: call.steps.slice(0, -1) }))
        if (isMethod && typeof name === 'string') return { is: 'library', path: givenBy(method.module, name) }
      }
    return undefined
  }

  /** What a library gives to a function that it is handed as an argument of a call. */
  private callback(path: AccessPath, file: RepoPath, argument: number): (string | null)[] | undefined {
    for (const library of this.within.librariesAt(path, file))
      for (const { calls, runs, gives } of library.callbacks) {
        const running = calls.filter(call => isRun(call, runs, argument))
        if (running.some(call => call.root === 'result' ? this.isOnResult(library, call, path) : matchPath(this.within.tracer, library, path, call))) return gives
      }
    return undefined
  }

  /** `result.with(alias, run)`: a method of whatever a call on a client has given. */
  private isOnResult(library: Library, { steps: [method] }: LibraryOperation['calls'][number], { parent: callee }: AccessPath): boolean {
    if (callee?.step?.is !== 'member' || method?.is !== 'member' || !Array.isArray(method.names) || !method.names.includes(callee.step.name)) return false
    for (let on = callee.parent?.step?.is === 'call' ? callee.parent : undefined; on; on = on.parent)
      for (const name of library.clients.keys()) if (clientOf(this.within.tracer, library, on, name)) return true
    return false
  }
}

/** Whether the argument at a position is the parameter of a signature's last call that is a function, or one of those that follow it. */
function isRun({ steps }: LibraryOperation['calls'][number], runs: string, argument: number): boolean {
  const last = steps.at(-1)
  if (last?.is !== 'call') return false
  const index = last.parameters.findIndex(parameter => parameter.name === runs)
  return index === argument || last.rest && index === last.parameters.length - 1 && argument > index
}
