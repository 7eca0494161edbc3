import type { FileFacts, ValueRef } from '@bulkhead/facts'
import type { RepoPath } from '@bulkhead/workspace'
import { comesBy, followed, type Met } from '../reach/handed-on.js'
import type { Instance, Meaning, Site } from '../values/meaning.js'
import { borrowersAround } from './lent.js'
import { Operation } from './operation.js'
import type { Limit } from '../limits/limit.js'
import type { Project } from '../project.js'

/** A class of which more objects than this are made is asked about no single one of them. */
const MAX_INSTANCES = 12

/**
 * Every object that a `new` of the repository makes, by its class and by the classes that one extends. Of a class that extends another, and that
 * nobody makes or extends in sight, there is one too, as a container makes it: nothing is known of it but its class.
 */
export function findInstances(project: Project): Map<string, Instance[]> {
  const found = new Map<string, Instance[]>()
  const add = (made: Instance): void => {
    for (const key of lineage(project, made)) found.set(key, [...(found.get(key) ?? []), made])
  }
  const extending: Instance[] = []
  const making = makers(project)
  for (const file of project.ordered(making.files)) {
    const facts = project.program.facts(file)
    for (const call of facts?.calls ?? []) {
      if (!call.new || !comesBy(facts!, call.callee, making.by) || project.reach.startsNowhere(file, call.value)) continue
      const made = project.tracer.meaning({ file, ref: call.value })
      if (made.is === 'instance') add(made)
    }
    for (const [index, fact] of (facts?.classes ?? []).entries()) if (fact.extends !== undefined && !fact.abstract) extending.push({ is: 'instance', file, class: index })
  }
  const bases = new Set(extending.flatMap(one => lineage(project, one).slice(1)))
  for (const one of extending) {
    const isMade = found.get(keyOf(one))?.some(made => keyOf(made) === keyOf(one))
    if (!isMade && !bases.has(keyOf(one))) add(one)
  }
  return found
}

/** Where classes in which clients are met are made or extended, and by which names. */
function makers(project: Project): Met {
  const known = new Set(project.meeting())
  const isIt = (meaning: Meaning): boolean => meaning.is === 'class' && lineage(project, { is: 'instance', file: meaning.file, class: meaning.class }).some(key => known.has(fileOf(key)))
  const names = [...known].flatMap(file => (project.program.facts(file)?.classes ?? []).flatMap(({ name }) => name ?? []))
  return followed(project, known, { isIt, names, isPlain: true, mayBeIn: makes })
}

/** Whether a text may make or extend a class of that name, or give it another. */
function makes(text: string, name: string): boolean {
  return new RegExp(`\\b(?:new|extends)\\s+(?:[\\w$]+\\.)*${name.replaceAll('$', '\\$')}\\b|\\b${name.replaceAll('$', '\\$')}\\s+as\\b`).test(text)
}

const fileOf = (key: string): RepoPath => key.slice(0, key.indexOf('\0'))
const keyOf = ({ file, class: owner }: { file: string; class: number }): string => `${file}\0${owner}`

function lineage(project: Project, { file, class: owner }: Instance): string[] {
  const keys: string[] = []
  let at: { file: string; class: number } | undefined = { file, class: owner }
  while (at && !keys.includes(keyOf(at))) {
    keys.push(keyOf(at))
    const base: ValueRef | undefined = project.program.facts(at.file)!.classes[at.class]!.extends
    const meaning: Meaning | undefined = base === undefined ? undefined : project.tracer.meaning({ file: at.file, ref: base })
    at = meaning?.is === 'class' ? meaning : undefined
  }
  return keys
}

/** The operations of a call on a field of its own object, one for each client that the objects made of its class hold there. */
export function madeOperations(project: Project, seen: Site[]): Operation[] {
  return distinct(seen.flatMap(site => {
    const understood = project.understood(site)
    return understood ? [new Operation(project, understood, [site])] : []
  }))
}

/** A call on a field of its own object, as it is in each object made of its class. */
export function seenFromInstances(project: Project, { file, call }: Site): Site[] {
  const facts = project.program.facts(file)!
  if (!startsAtThis(facts, facts.calls[call]!.callee)) return []
  const around = methodAround(facts, call)
  const methods = around ? [{ file, ...around }] : borrowersAround(project, file, call)
  const instances = methods.flatMap(({ file: owner, class: made, fn }) => project.instancesOf(owner, made).map(self => ({ fn, self })))
  if (instances.length > MAX_INSTANCES) return []
  return instances.map(({ fn, self }) => ({ file, call, frame: { file, fn, args: [], this: self, anyCaller: true, depth: 1 } }))
}

/** Operations that differ in the way, in the client or in what bounds them. */
export function distinct(operations: Operation[]): Operation[] {
  if (operations.length < 2) return operations
  const found = new Map<string, Operation>()
  for (const operation of operations) {
    const key = JSON.stringify([operation.place, operation.via, operation.client, answers(operation)])
    if (!found.has(key)) found.set(key, operation)
  }
  return [...found.values()]
}

/** Whether what bounds an operation cannot be told from the code around it alone. */
export function isUndecided(operation: Operation): boolean {
  return operation.understood.match.opaque === true || answers(operation).includes('unknown')
}

/** Of each limit that the model knows: whether anything sets it. */
function answers(operation: Operation): Limit['state'][] {
  const bounds = operation.understood.library.bounds.filter(({ model }) => model.for?.includes(operation.kind) ?? true)
  return [...new Set(bounds.map(({ model }) => model.limit))].map(limit => operation.limit(limit).state)
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
