import type { RepoPath } from '@bulkhead/workspace'
import type { Project } from '../project.js'

export const NONE: ReadonlySet<string> = new Set()

/** What the calls of some methods in a file give a name to. `methods`: with the position of the name. */
export function aliasesIn({ program, tracer }: Project, file: RepoPath, methods: ReadonlyMap<string, number>): Set<string> {
  const facts = program.facts(file)!
  return new Set(facts.calls.flatMap(({ callee, args }) => {
    const method = facts.values[callee]!
    const position = method.is === 'member' ? methods.get(method.name) : undefined
    const ref = position === undefined ? undefined : args[position]
    const meaning = ref === undefined ? undefined : tracer.meaning({ file, ref })
    // `totals(owner, count)` names its columns too.
    return meaning?.is === 'literal' && typeof meaning.value === 'string' ? [meaning.value.split('(')[0]!.trim()] : []
  }))
}
