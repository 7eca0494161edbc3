import type { FileFacts, FunctionRef, ValueRef } from '@bulkhead/facts'
import type { RepoPath } from '@bulkhead/workspace'
import type { Located } from '../values/meaning.js'
import { property } from '../values/objects.js'
import type { Operation } from './operation.js'
import type { Project } from '../project.js'

/**
 * What a part of what a function is given is to an address: `whole` where the address is it, or its path from the root on; `end` where it is the rest
 * of the path behind a slash, as an endpoint or the name of a thing is; `part` where it is some other piece.
 */
type Addressing = 'whole' | 'end' | 'part'

/** A parameter of a function that an address is made of, or a property of it, as one of several options is. What lies deeper is a thing's own business. */
export interface Addressed {
  index: number
  path: string[]
  as: Addressing
}

const MAX_PATH = 1

/** What of a function's parameters an operation's address is made of. */
export function addressOf(project: Project, operation: Operation, fn: FunctionRef): Addressed[] {
  const [{ file }] = operation.path
  return strongest(targets(project, operation).filter(({ at }) => at.file === file).flatMap(({ at, rest }) => partsGiven(project.program.facts(file)!, at.ref, fn)
    // An object of options is an address as a whole, and what of it is one is told too.
    .flatMap(part => rest.length === 0 ? [part] : [part, { ...part, path: [...part.path, ...rest] }])))
}

/** The same of a call whose arguments another address is made of. */
export function addressThrough(project: Project, through: Addressed[], args: Located[], { file, fn }: { file: RepoPath; fn: FunctionRef }): Addressed[] {
  const facts = project.program.facts(file)!
  return strongest(through.flatMap(({ index, path, as }) => {
    const given = args[index]
    return given?.file === file ? wayTo(facts, given.ref, path).flatMap(({ ref, rest }) => partsGiven(facts, ref, fn).flatMap(part => within(part, as).map(one => ({ ...one, path: [...part.path, ...rest] })))) : []
  }))
}

/** Whether a call gives an address, and not just a piece of data that ends up in one. */
export function givesAddress(project: Project, address: Addressed[], args: Located[]): boolean {
  return address.some(({ index, path, as }) => {
    const given = args[index]
    const part = given && partAt(project, given, path)
    return part !== undefined && (as === 'whole' || looksLikeAddress(project, part) || as === 'end' && isText(project, part))
  })
}

/** The values that say where an operation goes. */
export function targets(project: Project, { understood }: Operation): { at: Located; rest: string[] }[] {
  const given = understood.match.layers[0]?.given
  return (understood.operation.model.target ?? []).flatMap(place => {
    const [parameter, ...path] = place.split('.')
    const value = given?.get(parameter!)
    return value ? wayTo(project.program.facts(value.file)!, value.ref, path).map(({ ref, rest }) => ({ at: { ...value, ref }, rest })) : []
  })
}

/** The values to which a path may lead, as far as object literals and names of them tell, each with what is left of the path. */
function wayTo(facts: FileFacts, ref: ValueRef, path: string[]): { ref: ValueRef; rest: string[] }[] {
  const value = facts.values[ref]!
  const named = value.is === 'binding' && path.length > 0 ? facts.bindings[value.binding]!.values : []
  if (named.length === 1 && facts.values[named[0]!]!.is === 'object') return wayTo(facts, named[0]!, path)
  if (value.is !== 'object' || path.length === 0) return [{ ref, rest: path }]
  const [name, ...rest] = path
  return value.entries.flatMap(entry => entry.is === 'spread' ? wayTo(facts, entry.value, path) : entry.is === 'property' && entry.name === name ? wayTo(facts, entry.value, rest) : [])
}

/** What the caller itself puts there: an object that carries it along is no address. */
function partAt({ tracer }: Project, at: Located, path: string[]): Located | undefined {
  let part = at
  for (const name of path) {
    const found = property(tracer, tracer.meaning(part), name)
    if (found.state !== 'present') return undefined
    part = found.value
  }
  return part
}

/** A scheme and host, and at most the slash behind them: what stands before a whole path. */
const BASE = /^(?:\w+:\/\/[^/]*)?\/?$/

/**
 * What a piece of an address is, by the text before it and the text behind it. Between slashes stands the name of a thing, and behind a question mark a value:
 * whoever gives one says what is asked about, not where.
 */
function pieceBetween(before: string, after: string): Addressing | undefined {
  if (BASE.test(before)) return 'whole'
  if (before.includes('?') || before.endsWith('/') && after.startsWith('/')) return undefined
  return before.endsWith('/') && /^(?:$|[?#])/.test(after) ? 'end' : 'part'
}

function partsGiven(facts: FileFacts, ref: ValueRef, fn: FunctionRef, seen = new Set<ValueRef>()): Addressed[] {
  if (seen.has(ref)) return []
  seen.add(ref)
  const take = (inner: ValueRef, as: Addressing | undefined): Addressed[] => partsGiven(facts, inner, fn, seen).flatMap(part => within(part, as))
  const value = facts.values[ref]!
  switch (value.is) {
    case 'parameter': return value.function === fn ? [{ index: value.index, path: [], as: 'whole' }] : []
    case 'binding': return facts.bindings[value.binding]!.values.flatMap(v => take(v, 'whole'))
    case 'member': return take(value.of, 'whole').map(part => ({ ...part, path: [...part.path, value.name] }))
    case 'await': case 'typed': case 'rest': return take(value.of, 'whole')
    case 'choice': return value.of.flatMap(v => take(v, 'whole'))
    case 'object': return value.entries.flatMap(e => e.is === 'spread' ? take(e.value, 'whole') : [])
    case 'template': {
      let before = ''
      return value.holes.flatMap((hole, i) => {
        before += value.parts[i]
        return take(hole, pieceBetween(before, value.parts[i + 1]!))
      })
    }
    case 'binary': return [...take(value.left, 'whole').flatMap(part => within(part, part.as === 'end' ? pieceBetween('…/', textOf(facts, value.right)) : 'whole')), ...take(value.right, pieceBetween(textBefore(facts, value.left), ''))]
    // `new URL(path, base)` and the like: the first argument leads.
    case 'call': return isEncoded(facts, facts.calls[value.call]!.callee) ? [] : facts.calls[value.call]!.args.flatMap((arg, i) => take(arg, i === 0 && facts.calls[value.call]!.new ? 'whole' : 'part'))
    default: return []
  }
}

/** What is encoded as a part of an address has no slash left in it, and is none itself. */
function isEncoded(facts: FileFacts, callee: ValueRef): boolean {
  const value = facts.values[callee]!
  return value.is === 'global' && value.name === 'encodeURIComponent'
}

/** A part of what is itself only a piece, or nothing. */
function within(part: Addressed, as: Addressing | undefined): Addressed[] {
  if (as === undefined) return []
  return [as === 'whole' ? part : { ...part, as: as === 'end' && part.as !== 'part' ? 'end' : 'part' }]
}

/** The text that stands before what is added to a value; none where anything may. */
function textBefore(facts: FileFacts, ref: ValueRef): string {
  const value = facts.values[ref]!
  return value.is === 'binary' ? textBefore(facts, value.right) : textOf(facts, ref)
}

function textOf(facts: FileFacts, ref: ValueRef): string {
  const value = facts.values[ref]!
  return value.is === 'literal' ? String(value.value) : ''
}

const RANK: Addressing[] = ['whole', 'end', 'part']

/** Of several uses of one thing, the one that says most. */
function strongest(all: Addressed[]): Addressed[] {
  const found = new Map<string, Addressed>()
  for (const one of all.toSorted((a, b) => RANK.indexOf(a.as) - RANK.indexOf(b.as))) {
    const key = [one.index, ...one.path].join('.')
    if (one.path.length <= MAX_PATH && !found.has(key)) found.set(key, one)
  }
  return [...found.values()]
}

/** Whether a value is text with a slash in it: an address, and no bare name or number. */
function looksLikeAddress(project: Project, at: Located): boolean {
  if (isPartOfAnswer(project.program.facts(at.file)!, at.ref)) return false
  const meaning = project.tracer.meaning(at)
  if (meaning.is === 'literal') return typeof meaning.value === 'string' && meaning.value.includes('/')
  if (meaning.is !== 'template') return false
  const value = project.program.facts(meaning.at.file)!.values[meaning.at.ref]!
  return value.is === 'template' && value.parts.some(part => part.includes('/'))
}

/** A part of what a call gave is a thing's own business, and the way to what it is may be long: `found.id`. */
function isPartOfAnswer(facts: FileFacts, ref: ValueRef): boolean {
  const value = facts.values[ref]!
  return value.is === 'member' && isAnswer(facts, value.of)
}

function isAnswer(facts: FileFacts, ref: ValueRef, depth = 0): boolean {
  const value = facts.values[ref]!
  switch (value.is) {
    case 'call': return true
    case 'member': case 'await': case 'typed': return depth < 8 && isAnswer(facts, value.of, depth + 1)
    case 'binding': { const { values } = facts.bindings[value.binding]!; return depth < 8 && values.length === 1 && isAnswer(facts, values[0]!, depth + 1) }
    default: return false
  }
}

/** Whoever writes a text down names an endpoint: what is only known at run time is the name of some thing. */
function isText(project: Project, at: Located): boolean {
  const meaning = project.tracer.meaning(at)
  return meaning.is === 'literal' && typeof meaning.value === 'string' && meaning.value !== ''
}
