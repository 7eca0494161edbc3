import type { FileFacts, FunctionRef, Span, ValueRef } from '@bulkhead/facts'
import type { Located, Meaning, Site } from '../values/meaning.js'
import type { Understood } from '../libraries/understanding.js'
import type { Project } from '../project.js'

const MAX_DEPTH = 8

/** Whether nothing bounds a request but what it is handed. */
type IsUnlimited = (understood: Understood, site: Site) => boolean

/**
 * Whether a function that a library calls on the way (an interceptor, a fetch of one's own) surely brings no limit: whatever it gives is what it was given,
 * what the next on the way gives for that, or what a request gives that has no limit of its own.
 */
export function bringsNoLimit(project: Project, understood: Understood, at: Located, isUnlimited: IsUnlimited): boolean {
  return isPassing(project, project.tracer.meaning(at), { names: namesOf(understood), isUnlimited })
}

/** The last names of the places in which the library and what it goes through look for a limit. */
function namesOf({ library }: Understood): ReadonlySet<string> {
  return new Set(library.bounds.flatMap(({ places }) => places.flatMap(place => place.is === 'given' ? place.at.path.at(-1) ?? [] : [])))
}

interface Asked {
  /** Where a limit would be written. */
  names: ReadonlySet<string>
  isUnlimited: IsUnlimited
}

function isPassing(project: Project, meaning: Meaning, asked: Asked): boolean {
  if (meaning.is === 'array') {
    const value = project.program.facts(meaning.at.file)!.values[meaning.at.ref]!
    return value.is === 'array' && value.items.length > 0 && value.items.every(item => item.spread === undefined && isPassing(project, project.tracer.meaning({ ...meaning.at, ref: item.value }), asked))
  }
  if (meaning.is !== 'function') return false
  const facts = project.program.facts(meaning.file)!
  const passing = { ...asked, file: meaning.file, facts, whole: facts.functions[meaning.fn]! }
  return !isChanged(project, passing) && givesWhatItGets(project, passing, meaning.fn)
}

/** Whether something is written to what is given, or it is handed to what may. What lies deeper, as a header does, is no limit. */
function isChanged(project: Project, passing: Passing): boolean {
  const { facts, whole, names } = passing
  const writes = facts.assignments.some(a => {
    const target = facts.values[a.target]!
    return isWithin(a, whole) && target.is === 'member' && (names.has(target.name) || mayBeGiven(facts, target.of, whole))
  })
  return writes || facts.calls.some((fact, call) => isWithin(fact, whole) && fact.args.some(arg => mayBeGiven(facts, arg, whole)) && !isNext(passing, call) && !isRequest(project, passing, call))
}

interface Passing extends Asked {
  file: string
  facts: FileFacts
  /** The outermost function: what it and those within it are given is the library's. */
  whole: Span
}

function givesWhatItGets(project: Project, passing: Passing, fn: FunctionRef): boolean {
  const { returns } = passing.facts.functions[fn]!
  return returns.length > 0 && returns.every(ref => isPassedOn(project, passing, ref))
}

/** Whether a value is what was given, or what comes of it where nothing is added that bounds it. */
function isPassedOn(project: Project, passing: Passing, ref: ValueRef, depth = 0): boolean {
  const { facts } = passing
  const into = (inner: ValueRef): boolean => depth < MAX_DEPTH && isPassedOn(project, passing, inner, depth + 1)
  const value = facts.values[ref]!
  switch (value.is) {
    case 'parameter': return isWithin(facts.functions[value.function]!, passing.whole)
    case 'binding': { const { values } = facts.bindings[value.binding]!; return values.length > 0 && values.every(into) }
    case 'await': case 'typed': return into(value.of)
    case 'choice': return value.of.every(into)
    case 'function': return isWithin(facts.functions[value.function]!, passing.whole) && givesWhatItGets(project, passing, value.function)
    case 'call': return isNext(passing, value.call) || isRequest(project, passing, value.call)
    default: return false
  }
}

/** `next(request)`: what comes after it on the way, with what it was given. */
function isNext({ facts, whole, names }: Passing, call: number): boolean {
  const { callee, args } = facts.calls[call]!
  return isGiven(facts, callee, whole) && args.every(arg => isGiven(facts, arg, whole) || isPlain(facts, arg, whole, names))
}

/** What the library gives to it, as it came. */
function isGiven(facts: FileFacts, ref: ValueRef, whole: Span, depth = 0): boolean {
  const into = (inner: ValueRef): boolean => depth < MAX_DEPTH && isGiven(facts, inner, whole, depth + 1)
  const value = facts.values[ref]!
  switch (value.is) {
    case 'parameter': return isWithin(facts.functions[value.function]!, whole)
    case 'binding': { const { values } = facts.bindings[value.binding]!; return values.length === 1 && into(values[0]!) }
    case 'choice': return value.by === 'default' && value.of.every(one => into(one) || isEmpty(facts, one))
    default: return false
  }
}

function isEmpty(facts: FileFacts, ref: ValueRef): boolean {
  const value = facts.values[ref]!
  return value.is === 'object' && value.entries.length === 0
}

function mayBeGiven(facts: FileFacts, ref: ValueRef, whole: Span, depth = 0): boolean {
  const into = (inner: ValueRef): boolean => depth < MAX_DEPTH && mayBeGiven(facts, inner, whole, depth + 1)
  const value = facts.values[ref]!
  switch (value.is) {
    case 'parameter': return isWithin(facts.functions[value.function]!, whole)
    case 'binding': return facts.bindings[value.binding]!.values.some(into)
    case 'choice': return value.of.some(into)
    case 'typed': return into(value.of)
    default: return false
  }
}

/** `{ ...request, headers }` */
function isPlain(facts: FileFacts, ref: ValueRef, whole: Span, names: ReadonlySet<string>): boolean {
  const value = facts.values[ref]!
  return value.is === 'object' && value.entries.every(entry => entry.is === 'spread' ? isGiven(facts, entry.value, whole) : entry.is === 'property' && !names.has(entry.name))
}

/** A request that nothing bounds but what it is handed. */
function isRequest(project: Project, { file, isUnlimited }: Passing, call: number): boolean {
  const understood = project.understood({ file, call })
  return understood?.operation.model.kind === 'http.request' && isUnlimited(understood, { file, call })
}

const isWithin = (span: Span, whole: Span): boolean => span.start >= whole.start && span.end <= whole.end
