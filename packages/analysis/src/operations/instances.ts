import type { FileFacts, ValueRef } from '@bulkhead/facts'
import type { Instance, Meaning, Site } from '../values/meaning.js'
import { Operation } from './operation.js'
import type { Project } from '../project.js'

/** A class of which more objects than this are made is asked about no single one of them. */
const MAX_INSTANCES = 12

/** Every object that a `new` of the repository makes, by its class and by the classes that one extends. */
export function findInstances(project: Project): Map<string, Instance[]> {
  const found = new Map<string, Instance[]>()
  for (const file of project.sending()) {
    const facts = project.program.facts(file)
    for (const [index, call] of (facts?.calls ?? []).entries()) {
      if (!call.new || project.leadsNowhere({ file, call: index })) continue
      const made = project.tracer.meaning({ file, ref: call.value })
      if (made.is === 'instance') for (const key of lineage(project, made)) found.set(key, [...(found.get(key) ?? []), made])
    }
  }
  return found
}

function lineage(project: Project, { file, class: owner }: Instance): string[] {
  const keys: string[] = []
  let at: { file: string; class: number } | undefined = { file, class: owner }
  while (at && !keys.includes(`${at.file}\0${at.class}`)) {
    keys.push(`${at.file}\0${at.class}`)
    const base: ValueRef | undefined = project.program.facts(at.file)!.classes[at.class]!.extends
    const meaning: Meaning | undefined = base === undefined ? undefined : project.tracer.meaning({ file: at.file, ref: base })
    at = meaning?.is === 'class' ? meaning : undefined
  }
  return keys
}

/** The operations of a call on a field of its own object, one for each client that the objects made of its class hold there. */
export function madeOperations(project: Project, { file, call }: Site): Operation[] {
  const facts = project.program.facts(file)!
  const around = methodAround(facts, call)
  if (!around || !startsAtThis(facts, facts.calls[call]!.callee)) return []
  const instances = project.instancesOf(file, around.class)
  if (instances.length === 0 || instances.length > MAX_INSTANCES) return []
  const operations = instances.flatMap(self => {
    const site: Site = { file, call, frame: { file, fn: around.fn, args: [], this: self, anyCaller: true, depth: 1 } }
    const understood = project.understood(site)
    return understood ? [new Operation(project, understood, [site])] : []
  })
  const byClient = new Map(operations.map(o => [JSON.stringify(o.client), o]))
  return [...byClient.values()]
}

/** The method in whose text a call stands. */
function methodAround(facts: FileFacts, call: number): { fn: number; class: number } | undefined {
  for (let fn = facts.calls[call]!.function; fn !== undefined; fn = facts.functions[fn]!.parent) {
    const { class: owner, parent, static: isStatic } = facts.functions[fn]!
    if (owner !== undefined && !isStatic && (parent === undefined || facts.functions[parent]!.class !== owner)) return { fn, class: owner }
  }
  return undefined
}

function startsAtThis(facts: FileFacts, ref: ValueRef, depth = 0): boolean {
  const value = facts.values[ref]!
  if (depth > 8) return false
  if (value.is === 'this') return true
  if (value.is === 'member') return startsAtThis(facts, value.of, depth + 1)
  if (value.is === 'call') return startsAtThis(facts, facts.calls[value.call]!.callee, depth + 1)
  if (value.is === 'binding') return facts.bindings[value.binding]!.values.some(v => startsAtThis(facts, v, depth + 1))
  return value.is === 'choice' || value.is === 'await' ? (value.is === 'choice' ? value.of : [value.of]).some(v => startsAtThis(facts, v, depth + 1)) : false
}
