import type { FileFacts, FunctionRef, ValueRef } from '@bulkhead/facts'
import type { RepoPath } from '@bulkhead/workspace'
import type { Frame, Located, Site } from './meaning.js'
import { Operation } from './operation.js'
import type { Project } from './project.js'

/** A function of the repository that forwards its caller's address or options to an operation. */
export interface Wrapper {
  file: RepoPath
  fn: FunctionRef
  /** The operations in it whose callers decide. */
  operations: Operation[]
}

const MAX_LEVELS = 5

/** Finds the wrappers, level by level: first around the libraries' own calls, then around calls of wrappers. */
export function findWrappers(project: Project): Map<string, Wrapper> {
  const wrappers = new Map<string, Wrapper>()
  let level = project.files().flatMap(file => project.directOperations(file))
  for (let depth = 0; depth < MAX_LEVELS && level.length > 0; depth++) {
    const found = new Map<string, Wrapper>()
    for (const operation of level) {
      const fn = forwardingFunction(project, operation)
      if (fn === undefined) continue
      const key = keyOf(operation.file, fn)
      const wrapper = found.get(key) ?? { file: operation.file, fn, operations: [] }
      wrapper.operations.push(operation)
      found.set(key, wrapper)
    }
    for (const [key, wrapper] of found) {
      const known = wrappers.get(key)
      wrappers.set(key, known ? { ...known, operations: [...known.operations, ...wrapper.operations] } : wrapper)
    }
    level = found.size === 0 ? [] : project.files().flatMap(file => wrappedOperations(project, file, found))
  }
  return wrappers
}

/** The operations that a file's calls of wrappers come to. */
export function wrappedOperations(project: Project, file: RepoPath, wrappers: Map<string, Wrapper>): Operation[] {
  const facts = project.program.facts(file)
  if (!facts || wrappers.size === 0) return []
  return facts.calls.flatMap((fact, call) => {
    if (project.understood({ file, call })) return []
    const callee = project.tracer.meaning({ file, ref: fact.callee })
    const wrapper = callee.is === 'function' ? wrappers.get(keyOf(callee.file, callee.fn)) : undefined
    return wrapper ? wrapper.operations.flatMap(inner => instantiate(project, inner, { file, call }) ?? []) : []
  })
}

/** An operation of a wrapper, as one call of that wrapper makes it. */
function instantiate(project: Project, inner: Operation, outer: Site): Operation | undefined {
  if (inner.path.some(site => site.file === outer.file && site.call === outer.call)) return undefined
  const path: Site[] = [outer]
  for (const site of inner.path) {
    const frame = enter(project, path.at(-1)!)
    const block = project.program.facts(site.file)!.calls[site.call]!.block
    if (!frame || !project.tracer.mayRun(site.file, block, frame)) return undefined
    path.push({ file: site.file, call: site.call, frame })
  }
  const understood = project.understood(path.at(-1)!)
  return understood && new Operation(project, understood, path as [Site, ...Site[]])
}

/** The frame of the function that a call enters. */
function enter(project: Project, { file, call, frame }: Site): Frame | undefined {
  const fact = project.program.facts(file)!.calls[call]!
  const callee = project.tracer.meaning({ file, ref: fact.callee, frame })
  return callee.is === 'function' ? project.frameOf(callee, { file, call, frame }) : undefined
}

/** The innermost function around an operation whose parameters decide where it goes or what bounds it. */
function forwardingFunction(project: Project, operation: Operation): FunctionRef | undefined {
  const [site] = operation.path
  const facts = project.program.facts(site.file)!
  for (let fn = facts.calls[site.call]!.function; fn !== undefined; fn = facts.functions[fn]!.parent) {
    const { parameters, argumentOf } = facts.functions[fn]!
    // What is written into a call's arguments has that call for its only caller.
    if (parameters.length === 0 || argumentOf) continue
    if (decides(project, facts, fn, operation)) return fn
  }
  return undefined
}

function decides(project: Project, facts: FileFacts, fn: FunctionRef, operation: Operation): boolean {
  if (addresses(project, operation).some(at => at.file === operation.file && dependsOn(facts, at.ref, fn))) return true
  const limit = operation.limit('timeout')
  const key = operation.key()
  const open = limit.state === 'unknown' && limit.open || key?.state === 'unknown' && key.open
  return Boolean(open) && facts.calls[operation.path[0].call]!.args.some(arg => dependsOn(facts, arg, fn))
}

/** The arguments that say where an operation goes: for a call of a wrapper, all that it is given. */
function addresses(project: Project, operation: Operation): Located[] {
  const [site] = operation.path
  if (operation.wrapped) return wrapperAddress(project, operation)
  const { target } = operation.understood.operation.model
  const given = operation.understood.match.layers[0]?.given
  return (target ?? []).flatMap(name => {
    const value = given?.get(name.split('.')[0]!)
    return value ? partOf(project, value, name.split('.').slice(1)) : []
  }).map(at => ({ ...at, file: at.file ?? site.file }))
}

/** The part of an object literal that a place such as `config.url` names; the whole where it is no literal. */
function partOf(project: Project, at: Located, path: string[]): Located[] {
  const value = project.program.facts(at.file)!.values[at.ref]!
  if (value.is !== 'object' || path.length === 0) return [at]
  return value.entries.filter(e => e.is === 'spread' || e.is === 'property' && e.name === path[0]).map(e => ({ ...at, ref: e.value }))
}

/** The arguments of a wrapper's call that its own address is made of. */
function wrapperAddress(project: Project, operation: Operation): Located[] {
  const [outer, inner] = operation.path
  const facts = project.program.facts(outer.file)!
  const inside = project.program.facts(inner!.file)!
  const callee = project.tracer.meaning({ file: outer.file, ref: facts.calls[outer.call]!.callee })
  if (callee.is !== 'function') return []
  const deeper = operation.path.length > 2
    ? wrapperAddress(project, new Operation(project, operation.understood, operation.path.slice(1) as [Site, ...Site[]]))
    : addresses(project, new Operation(project, project.understood({ file: inner!.file, call: inner!.call }) ?? operation.understood, [{ file: inner!.file, call: inner!.call }]))
  return facts.calls[outer.call]!.args.flatMap((ref, index) =>
    deeper.some(at => at.file === callee.file && dependsOn(inside, at.ref, callee.fn, index)) ? [{ file: outer.file, ref }] : [])
}

/** Whether a value is made of a function's parameters, as its text shows. */
function dependsOn(facts: FileFacts, ref: ValueRef, fn: FunctionRef, index?: number, seen = new Set<ValueRef>()): boolean {
  if (seen.has(ref)) return false
  seen.add(ref)
  const value = facts.values[ref]!
  const into = (inner: ValueRef) => dependsOn(facts, inner, fn, index, seen)
  switch (value.is) {
    case 'parameter': return value.function === fn && (index === undefined || value.index === index)
    case 'binding': return facts.bindings[value.binding]!.values.some(into)
    case 'template': return value.holes.some(into)
    case 'binary': return into(value.left) || into(value.right)
    case 'member': case 'await': case 'typed': case 'rest': return into(value.of)
    case 'element': return into(value.of) || into(value.key)
    case 'choice': return value.of.some(into)
    case 'object': return value.entries.some(e => into(e.value))
    case 'array': return value.items.some(i => into(i.value))
    case 'call': {
      const call = facts.calls[value.call]!
      const callee = facts.values[call.callee]!
      return call.args.some(into) || callee.is === 'member' && into(callee.of)
    }
    default: return false
  }
}

const keyOf = (file: RepoPath, fn: FunctionRef): string => `${file}\0${fn}`
