import type { FileFacts, FunctionRef, ValueRef } from '@bulkhead/facts'
import type { Located } from '../values/meaning.js'
import type { Operation } from './operation.js'
import type { Project } from '../project.js'

/** What a parameter is to an address: `whole` where the address, or its path from the root on, is the parameter; `part` where it is some piece of it. */
export type Addressing = 'whole' | 'part'

/** The parameters of a function that an operation's address is made of. `through` tells which arguments of a wrapper's call are its address. */
export function addressesIn(project: Project, operation: Operation, through: Map<number, Addressing> | undefined, fn: FunctionRef): Map<number, Addressing> {
  const [{ file, call }] = operation.path
  const facts = project.program.facts(file)!
  const found = new Map<number, Addressing>()
  const note = (ref: ValueRef, at: Addressing): void => {
    for (const [index, addressing] of parametersOf(facts, ref, fn)) {
      const met = at === 'whole' ? addressing : 'part'
      if (found.get(index) !== 'whole') found.set(index, met)
    }
  }
  if (through) {
    for (const [index, addressing] of through) {
      const ref = facts.calls[call]!.args[index]
      if (ref !== undefined) note(ref, addressing)
    }
  } else for (const at of targets(project, operation)) if (at.file === file) note(at.ref, 'whole')
  return found
}

/** The values that say where an operation goes. */
function targets(project: Project, { understood }: Operation): Located[] {
  const given = understood.match.layers[0]?.given
  return (understood.operation.model.target ?? []).flatMap(place => {
    const [parameter, ...path] = place.split('.')
    const value = given?.get(parameter!)
    return value ? partOf(project, value, path) : []
  })
}

/** The part of an object literal that a place such as `config.url` names; the whole where it is no literal. */
function partOf(project: Project, at: Located, path: string[]): Located[] {
  const value = project.program.facts(at.file)!.values[at.ref]!
  if (value.is !== 'object' || path.length === 0) return [at]
  return value.entries.filter(e => e.is === 'spread' || e.is === 'property' && e.name === path[0]).map(e => ({ ...at, ref: e.value }))
}

/** A scheme and host, and at most the slash behind them: what stands before a whole path. */
const BASE = /^(?:\w+:\/\/[^/]*)?\/?$/

function parametersOf(facts: FileFacts, ref: ValueRef, fn: FunctionRef, seen = new Set<ValueRef>()): Map<number, Addressing> {
  const found = new Map<number, Addressing>()
  if (seen.has(ref)) return found
  seen.add(ref)
  const take = (inner: ValueRef, at: Addressing): void => {
    for (const [index, addressing] of parametersOf(facts, inner, fn, seen))
      if (found.get(index) !== 'whole') found.set(index, at === 'whole' ? addressing : 'part')
  }
  const value = facts.values[ref]!
  switch (value.is) {
    case 'parameter': if (value.function === fn) found.set(value.index, 'whole'); break
    case 'binding': for (const v of facts.bindings[value.binding]!.values) take(v, 'whole'); break
    case 'member': case 'await': case 'typed': case 'rest': take(value.of, 'whole'); break
    case 'choice': for (const v of value.of) take(v, 'whole'); break
    case 'object': for (const e of value.entries) if (e.is === 'spread') take(e.value, 'whole'); break
    case 'template': {
      let before = ''
      for (const [i, hole] of value.holes.entries()) {
        before += value.parts[i]
        take(hole, BASE.test(before) ? 'whole' : 'part')
      }
      break
    }
    case 'binary': take(value.left, 'whole'); take(value.right, literalBefore(facts, value.left)); break
    // `new URL(path, base)` and the like: the first argument leads.
    case 'call': for (const [i, arg] of facts.calls[value.call]!.args.entries()) take(arg, i === 0 && facts.calls[value.call]!.new ? 'whole' : 'part'); break
    default:
  }
  return found
}

/** Whether what stands on the left of a `+` leaves the path still to come. */
function literalBefore(facts: FileFacts, ref: ValueRef): Addressing {
  const value = facts.values[ref]!
  if (value.is === 'literal') return BASE.test(String(value.value)) ? 'whole' : 'part'
  return value.is === 'binary' ? literalBefore(facts, value.right) : 'whole'
}

/** Whether a value is text with a slash in it: an address, and no bare name or number. */
export function looksLikeAddress(project: Project, at: Located): boolean {
  const meaning = project.tracer.meaning(at)
  if (meaning.is === 'literal') return typeof meaning.value === 'string' && meaning.value.includes('/')
  if (meaning.is !== 'template') return false
  const value = project.program.facts(meaning.at.file)!.values[meaning.at.ref]!
  return value.is === 'template' && value.parts.some(part => part.includes('/'))
}
