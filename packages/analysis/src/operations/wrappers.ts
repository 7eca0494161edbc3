import type { CallFact, CallRef, FileFacts, FunctionRef } from '@bulkhead/facts'
import type { RepoPath } from '@bulkhead/workspace'
import { addressOf, addressThrough, givesAddress, type Addressed } from './addresses.js'
import { argumentsOf, entriesOf, frameFor } from '../values/calls.js'
import { dependsOn } from '../values/dependence.js'
import { comesBy, followed, namesOf, type Met, type Names } from '../reach/handed-on.js'
import { partsOf } from '../reach/way-out.js'
import type { AccessPath, Frame, Instance, Located, Meaning, Site } from '../values/meaning.js'
import { distinct, isUndecided, seenFromInstances } from './instances.js'
import { Operation } from './operation.js'
import type { Project } from '../project.js'
import { siteKey, wayTo } from './ways.js'

/** What a file's calls of functions of the repository enter, and with which arguments. */
export interface CalledFunction {
  key: string
  fn: { file: RepoPath; fn: FunctionRef }
  call: CallRef
  args: Located[]
}

/** The functions of the repository whose callers decide about an operation, by key. */
export interface Wrappers {
  forwards: Map<string, Forward[]>
  /** The calls that only hand on what a caller of theirs decides. */
  handing: Set<string>
  /** The ways to an operation about which a call in sight decides, so that they are judged where it stands. */
  decided: Set<string>
  /** The files in which one of them may be called. */
  calling: Set<RepoPath>
  /** The names by which they are called. */
  by: { known: Set<string>; giving: Set<string> }
}

/** A call in a function, and what of the operation behind it the caller of that function decides. */
interface Forward {
  file: RepoPath
  fn: FunctionRef
  passing: Passing
  /** What of the parameters the address is made of. */
  address: Addressed[]
  /** The caller's options decide whether it is bounded or keyed. */
  options: boolean
}

/** A call that leads to an operation. */
interface Passing {
  path: [Site, ...Site[]]
  args: Located[]
  /** Absent where the call decides nothing, but a caller of the function around it may. */
  operation?: Operation
  /** The forward that it goes through; absent where it is the library's own call. */
  through?: Forward
}

const MAX_LEVELS = 5

/** Finds the wrappers, level by level: first around the libraries' own calls, then around calls of wrappers. */
export function findWrappers(project: Project): Wrappers {
  const wrappers: Wrappers = { forwards: new Map(), handing: new Set(), calling: new Set(), by: { known: new Set(), giving: new Set() }, decided: new Set() }
  let level: Passing[] = project.meeting().flatMap(file => project.directOperations(file).map(operation => ({ path: operation.path, args: [], operation })))
  for (let depth = 0; depth < MAX_LEVELS && level.length > 0; depth++) {
    const found = new Map<string, Forward[]>()
    for (const passing of level) {
      for (const forward of forwardsOf(project, passing)) for (const map of [found, wrappers.forwards]) add(map, forward)
    }
    if (found.size === 0) break
    const callers = callersOf(project, found)
    for (const file of callers.files) wrappers.calling.add(file)
    for (const name of callers.by.known) wrappers.by.known.add(name)
    for (const name of callers.by.giving) wrappers.by.giving.add(name)
    level = project.ordered(callers.files).flatMap(file => callsOf(project, file, found, callers.by))
    for (const { operation, through } of level) if (operation && through!.options) wrappers.decided.add(wayTo(through!.passing.path))
    for (const { operation, through } of level) if (operation) for (let { passing } = through!; !passing.operation; { passing } = passing.through!) wrappers.handing.add(siteKey(passing.path[0]))
  }
  return wrappers
}

/** One call leads to one operation several times where it may be on several objects: that is one way in. */
function add(forwards: Map<string, Forward[]>, forward: Forward): void {
  const known = forwards.get(keyOf(forward)) ?? []
  const same = known.findIndex(other => wayOf(other) === wayOf(forward))
  if (same < 0) forwards.set(keyOf(forward), [...known, forward])
  else if (forward.options) forwards.set(keyOf(forward), known.with(same, forward))
}

const wayOf = ({ passing: { path } }: Forward): string => wayTo(path)

/** The files in which functions may be called, under whatever name they are handed on. */
function callersOf(project: Project, forwards: Map<string, Forward[]>): Met {
  const all = [...forwards.values()].map(([first]) => first!)
  // Whoever calls the function around one may be given it.
  const entered = new Set(all.flatMap(({ file, fn }) => around(project, file, fn).map(each => keyOf({ file, fn: each }))))
  const names = all.flatMap(({ file, fn }) => namesOf(project.program.facts(file)!, fn))
  const givers = all.flatMap(({ file, fn }) => around(project, file, fn).slice(1).flatMap(each => namesOf(project.program.facts(file)!, each)))
  return followed(project, new Set(all.map(({ file }) => file)), { isIt: meaning => isOneOf(project, meaning, entered), names: [...names, ...givers], givers })
}

/** Whether calling a value enters one of some functions, or something that it holds does. */
function isOneOf(project: Project, meaning: Meaning, entered: ReadonlySet<string>, depth = 0): boolean {
  switch (meaning.is) {
    case 'function': return entered.has(keyOf(meaning))
    case 'applied': return isOneOf(project, meaning.of, entered, depth)
    case 'class': case 'instance': {
      const { construct } = project.program.facts(meaning.file)!.classes[meaning.class]!
      return construct !== undefined && entered.has(keyOf({ file: meaning.file, fn: construct }))
    }
    case 'object': case 'array': case 'choice': return depth < 3 && partsOf(project, meaning).some(part => isOneOf(project, project.tracer.meaning(part), entered, depth + 1))
    // What a library makes of a function runs it: a circuit breaker.
    case 'library': return depth < 3 && madeOf(project, meaning.path).some(part => isOneOf(project, project.tracer.meaning(part), entered, depth + 1))
    default: return false
  }
}

/** What the calls were given of which a path comes. */
function madeOf(project: Project, path: AccessPath): Located[] {
  const given: Located[] = []
  for (let at: AccessPath | undefined = path; at?.step; at = at.parent) if (at.step.is === 'call') given.push(...argumentsOf(project.tracer, at.step.site).args)
  return given
}

/** A function, and those in whose text it stands. */
function around(project: Project, file: RepoPath, fn: FunctionRef): FunctionRef[] {
  const { parent } = project.program.facts(file)!.functions[fn]!
  return parent === undefined ? [fn] : [fn, ...around(project, file, parent)]
}

/** The operations that a file's calls of wrappers come to. */
export function wrappedOperations(project: Project, file: RepoPath, { forwards, handing, calling, by }: Wrappers): Operation[] {
  if (!calling.has(file)) return []
  return callsOf(project, file, forwards, by).flatMap(({ operation, path: [site], through }) =>
    operation ?? (handing.has(siteKey(site)) ? instantiate(project, through!.passing.path, site) : []))
}

function callsOf(project: Project, file: RepoPath, forwards: Map<string, Forward[]>, by: Names): Passing[] {
  const facts = project.program.facts(file)
  return (facts?.calls ?? []).flatMap(({ callee }, call) => (comesBy(facts!, callee, by) ? project.entered({ file, call }) : [])).flatMap(({ key, call, args }) => (forwards.get(key) ?? []).flatMap((forward): Passing[] => {
    const site = { file, call }
    // What a function hands to itself came from its callers.
    if (standsIn(project, forward, site)) return []
    if (!forward.options && !givesAddress(project, forward.address, args)) return [{ path: [site, ...forward.passing.path], args, through: forward }]
    return instantiate(project, forward.passing.path, site).map(operation => ({ path: operation.path, args, operation, through: forward }))
  }))
}

function standsIn(project: Project, { file, fn }: Forward, site: Site): boolean {
  const facts = project.program.facts(site.file)!
  for (let f = facts.calls[site.call]!.function; f !== undefined; f = facts.functions[f]!.parent) if (f === fn && site.file === file) return true
  return false
}

/** An operation of a wrapper, as one call of that wrapper makes it: one for each object that the call may be on. */
function instantiate(project: Project, inner: Site[], outer: Site): Operation[] {
  if (inner.some(site => site.file === outer.file && site.call === outer.call)) return []
  const own = follow(project, inner, outer)
  if (own && !isUndecided(own)) return [own]
  const made = distinct(seenFromInstances(project, outer).flatMap(site => follow(project, inner, site) ?? []))
  if (made.length > 0) return made
  const self = inner.at(-1)!.frame?.this
  // Of the object called on nothing is known but its class: it is one of those that the repository makes of it.
  const other = self && (!own || own.understood.match.opaque) ? follow(project, inner, outer, self) ?? own : own
  return other ? [other] : []
}

function follow(project: Project, inner: Site[], outer: Site, self?: Instance): Operation | undefined {
  const path: Site[] = [outer]
  for (const site of inner) {
    const frame = enter(project, path.at(-1)!, site, self)
    const block = project.program.facts(site.file)!.calls[site.call]!.block
    if (!frame || !project.tracer.mayRun(site.file, block, frame)) return undefined
    path.push({ file: site.file, call: site.call, frame })
  }
  const understood = project.usedWithin(path)
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

/**
 * The innermost function around a call whose parameters decide where the operation behind it goes, or what bounds it. What is written into the arguments of
 * a call has that call for its caller, as far as the text tells; but it may also be kept, and called by whoever gets hold of it.
 */
function forwardsOf(project: Project, passing: Passing): Forward[] {
  const { path, args, operation, through } = passing
  const [{ file, call }] = path
  const facts = project.program.facts(file)!
  const open = operation !== undefined && isOpen(operation)
  const found: Forward[] = []
  for (let fn = facts.calls[call]!.function; fn !== undefined; fn = facts.functions[fn]!.parent) {
    const { parameters, argumentOf } = facts.functions[fn]!
    if (parameters.length === 0) continue
    const address = through ? addressThrough(project, through.address, args, { file, fn }) : addressOf(project, operation!, fn)
    const options = open && callsWithin(facts, path, file, fn).some(({ callee, args: given }) => [callee, ...given].some(part => dependsOn(facts, part, fn)))
    if (address.length === 0 && !options) continue
    found.push({ file, fn, passing, address, options })
    if (!argumentOf) break
  }
  return found
}

/** The calls of a way that stand in a function: what one further in is given may come from the parameters of any function around it. */
function callsWithin(facts: FileFacts, path: Site[], file: RepoPath, fn: FunctionRef): CallFact[] {
  const { start, end } = facts.functions[fn]!
  return path.flatMap(site => site.file === file ? facts.calls[site.call]! : []).filter(fact => start <= fact.start && fact.end <= end)
}

/** Whether a caller decides about a limit or a key. */
function isOpen(operation: Operation): boolean {
  const limit = operation.limit('timeout')
  const key = operation.key()
  return limit.state === 'unknown' && Boolean(limit.open) || (key?.state === 'unknown' || key?.state === 'missing') && Boolean(key.open) || operation.ineffective().some(seeming => seeming.state === 'open')
}

/** The functions of the repository that a call enters. */
export function calledFunctions(project: Project, site: Site): CalledFunction[] {
  return entriesOf(project.tracer, site).map(({ fn, args }) => ({ key: keyOf(fn), fn, call: site.call, args }))
}

const keyOf = ({ file, fn }: { file: RepoPath; fn: FunctionRef }): string => `${file}\0${fn}`
