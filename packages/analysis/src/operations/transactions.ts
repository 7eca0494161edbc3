import { isFunction } from '@bulkhead/facts'
import type { Site } from '../values/meaning.js'
import type { Project } from '../project.js'

/** The transaction in whose callback a call stands, in the same file. */
export function transactionAround(project: Project, { file, call }: Site): Site | undefined {
  const facts = project.program.facts(file)!
  for (let fn = facts.calls[call]!.function; fn !== undefined; fn = facts.functions[fn]!.parent) {
    const given = facts.functions[fn]!.argumentOf
    if (!given) continue
    const site: Site = { file, call: given.call }
    const understood = project.understood(site)
    if (understood?.operation.model.kind !== 'db.transaction') continue
    const { runs } = understood.operation.model
    const callback = runs === undefined ? undefined : understood.match.layers[0]?.given.get(runs)
    if (isFunction(facts, callback?.ref, fn)) return site
  }
  return undefined
}
