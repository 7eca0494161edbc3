import type { FunctionRef } from '@bulkhead/facts'
import type { RepoPath } from '@bulkhead/workspace'
import { addressesIn, looksLikeAddress, type Addressing } from './addresses.js'
import { entriesOf, frameFor } from '../values/calls.js'
import { dependsOn } from '../values/dependence.js'
import type { Frame, Instance, Site } from '../values/meaning.js'
import { distinct, isUndecided, seenFromInstances } from './instances.js'
import { Operation } from './operation.js'
import type { Project } from '../project.js'

/** A function of the repository that forwards its caller's address or options to operations. */
export interface Wrapper {
  file: RepoPath
  fn: FunctionRef
  forwards: Forward[]
}

/** An operation in a wrapper, and what of it the caller decides. */
interface Forward {
  operation: Operation
  /** By index: the parameters that the address is made of. */
  address: Map<number, Addressing>
  /** The caller's options decide whether it is bounded or keyed. */
  options: boolean
}

const MAX_LEVELS = 5

/** Finds the wrappers, level by level: first around the libraries' own calls, then around calls of wrappers. */
export function findWrappers(project: Project): Map<string, Wrapper> {
  const wrappers = new Map<string, Wrapper>()
  let level: WrappedCall[] = project.sending().flatMap(file => project.directOperations(file).map(operation => ({ operation })))
  for (let depth = 0; depth < MAX_LEVELS && level.length > 0; depth++) {
    const found = new Map<string, Wrapper>()
    for (const wrapped of level) {
      const forward = forwardOf(project, wrapped)
      if (!forward) continue
      const key = keyOf(forward.file, forward.fn)
      const wrapper = found.get(key) ?? { file: forward.file, fn: forward.fn, forwards: [] }
      wrapper.forwards.push(forward)
      found.set(key, wrapper)
    }
    for (const [key, wrapper] of found) {
      const known = wrappers.get(key)
      wrappers.set(key, known ? { ...known, forwards: [...known.forwards, ...wrapper.forwards] } : wrapper)
    }
    level = found.size === 0 ? [] : project.sending().flatMap(file => callsOfWrappers(project, file, found))
  }
  return wrappers
}

/** The operations that a file's calls of wrappers come to. */
export function wrappedOperations(project: Project, file: RepoPath, wrappers: Map<string, Wrapper>): Operation[] {
  return callsOfWrappers(project, file, wrappers).map(({ operation }) => operation)
}

/** An operation, and the forward through which its outermost call reaches it. */
interface WrappedCall {
  operation: Operation
  through?: Forward
}

function callsOfWrappers(project: Project, file: RepoPath, wrappers: Map<string, Wrapper>): WrappedCall[] {
  if (wrappers.size === 0) return []
  return project.calledFunctions(file).flatMap(({ key, call }) => {
    const wrapper = wrappers.get(key)
    // What a function hands to itself came from its callers.
    if (!wrapper || standsIn(project, wrapper, { file, call })) return []
    return wrapper.forwards.flatMap(forward => {
      if (!forward.options && !decidesAddress(project, forward, { file, call })) return []
      return instantiate(project, forward.operation, { file, call }).map(operation => ({ operation, through: forward }))
    })
  })
}

function standsIn(project: Project, { file, fn }: Wrapper, site: Site): boolean {
  const facts = project.program.facts(site.file)!
  for (let f = facts.calls[site.call]!.function; f !== undefined; f = facts.functions[f]!.parent) if (f === fn && site.file === file) return true
  return false
}

/** Whether a call gives a wrapper an address, and not just a piece of data that ends up in one. */
function decidesAddress(project: Project, { address }: Forward, { file, call }: Site): boolean {
  const { args } = project.program.facts(file)!.calls[call]!
  return [...address].some(([index, addressing]) => {
    const ref = args[index]
    return ref !== undefined && (addressing === 'whole' || looksLikeAddress(project, { file, ref }))
  })
}

/** An operation of a wrapper, as one call of that wrapper makes it: one for each object that the call may be on. */
function instantiate(project: Project, inner: Operation, outer: Site): Operation[] {
  if (inner.path.some(site => site.file === outer.file && site.call === outer.call)) return []
  const own = follow(project, inner, outer)
  if (own && !isUndecided(project, own)) return [own]
  const made = distinct(project, seenFromInstances(project, outer).flatMap(site => follow(project, inner, site) ?? []))
  if (made.length > 0) return made
  const self = inner.site.frame?.this
  // Of the object called on nothing is known but its class: it is one of those that the repository makes of it.
  const other = self && (!own || own.understood.match.opaque) ? follow(project, inner, outer, self) ?? own : own
  return other ? [other] : []
}

function follow(project: Project, inner: Operation, outer: Site, self?: Instance): Operation | undefined {
  const path: Site[] = [outer]
  for (const site of inner.path) {
    const frame = enter(project, path.at(-1)!, site, self)
    const block = project.program.facts(site.file)!.calls[site.call]!.block
    if (!frame || !project.tracer.mayRun(site.file, block, frame)) return undefined
    path.push({ file: site.file, call: site.call, frame })
  }
  const understood = project.understood(path.at(-1)!)
  return understood && new Operation(project, understood, path as [Site, ...Site[]])
}

/** The frame of the function that a call enters, of those in whose text another call stands. */
function enter(project: Project, from: Site, to: Site, self: Instance | undefined): Frame | undefined {
  const { start, end } = project.program.facts(to.file)!.calls[to.call]!
  const entry = entriesOf(project.tracer, from).find(({ fn }) => {
    const around = fn.file === to.file ? project.program.facts(fn.file)!.functions[fn.fn]! : undefined
    return around && around.start <= start && end <= around.end
  })
  if (!entry) return undefined
  const frame = frameFor(entry, from.frame?.depth ?? 0)
  return self ? { ...frame, this: self } : frame
}

/** The innermost function around an operation whose parameters decide where it goes or what bounds it. */
function forwardOf(project: Project, { operation, through }: WrappedCall): (Forward & { file: RepoPath; fn: FunctionRef }) | undefined {
  const [{ file, call }] = operation.path
  const facts = project.program.facts(file)!
  const open = isOpen(operation)
  for (let fn = facts.calls[call]!.function; fn !== undefined; fn = facts.functions[fn]!.parent) {
    const { parameters, argumentOf } = facts.functions[fn]!
    // What is written into a call's arguments has that call for its only caller.
    if (parameters.length === 0 || argumentOf) continue
    const address = addressesIn(project, operation, through?.address, fn)
    const options = open && facts.calls[call]!.args.some(arg => dependsOn(facts, arg, fn))
    if (address.size > 0 || options) return { operation, address, options, file, fn }
  }
  return undefined
}

/** Whether a caller decides about a limit or a key. */
function isOpen(operation: Operation): boolean {
  const limit = operation.limit('timeout')
  const key = operation.key()
  return limit.state === 'unknown' && Boolean(limit.open) || (key?.state === 'unknown' || key?.state === 'missing') && Boolean(key.open) || operation.ineffective().some(seeming => seeming.state === 'unknown' && seeming.open)
}

/** The calls of a file that call a function of the repository, and which. Calls that a model explains are not among them. */
export function findCalledFunctions(project: Project, file: RepoPath): { key: string; call: number }[] {
  return (project.program.facts(file)?.calls ?? []).flatMap((_, call) => {
    if (project.leadsNowhere({ file, call }) || project.understood({ file, call })) return []
    return entriesOf(project.tracer, { file, call }).map(({ fn }) => ({ key: keyOf(fn.file, fn.fn), call }))
  })
}

const keyOf = (file: RepoPath, fn: FunctionRef): string => `${file}\0${fn}`
