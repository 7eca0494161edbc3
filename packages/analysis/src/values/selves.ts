import type { CallRef, FileFacts, FunctionRef, ValueRef } from '@bulkhead/facts'
import type { RepoPath } from '@bulkhead/workspace'
import { UNKNOWN, type Frame, type Located, type Meaning } from './meaning.js'
import type { Tracer } from './trace.js'

/** Which functions of a file are methods outside of classes. */
export interface Methods {
  /** What each was put into; undefined where that is more than one thing. */
  of: Map<FunctionRef, ValueRef | undefined>
  /** Functions that are lent to something else, by `call`, `apply` or `bind`. */
  lent: Set<FunctionRef>
  /** The call in whose arguments an object literal stands, in whatever depth. */
  given: Map<ValueRef, { call: CallRef; itself: boolean }>
}

/** Gathers the methods of a file, once someone asks. */
export function methodsOf(facts: FileFacts): Methods {
  const methods: Methods = { of: new Map(), lent: new Set(), given: new Map() }
  const byName = new Map<string, FunctionRef[]>()
  const put = (fn: FunctionRef, into: ValueRef, name: string | undefined): void => {
    methods.of.set(fn, methods.of.has(fn) && methods.of.get(fn) !== into ? undefined : into)
    if (name !== undefined) byName.set(name, [...byName.get(name) ?? [], fn])
  }
  for (const [ref, value] of facts.values.entries()) if (value.is === 'object') for (const entry of value.entries) {
    const fn = entry.is === 'property' || entry.is === 'getter' ? functionOf(facts, entry.value) : undefined
    if (fn !== undefined && (entry.is === 'property' || entry.is === 'getter')) put(fn, ref, entry.name)
  }
  for (const { target, value } of facts.assignments) {
    const [member, fn] = [facts.values[target]!, functionOf(facts, value)]
    if (member.is === 'member' && fn !== undefined) put(fn, member.of, member.name)
  }
  for (const [fn, { methodOf }] of facts.functions.entries()) if (methodOf !== undefined) put(fn, methodOf, undefined)
  for (const [call, { callee, args }] of facts.calls.entries()) {
    for (const arg of args) within(facts, arg, (ref, itself) => methods.given.set(ref, { call, itself }))
    for (const fn of lentBy(facts, callee, args[0], byName)) methods.lent.add(fn)
  }
  return methods
}

/** The function that a value is, or that a name holds which takes no other value. */
function functionOf(facts: FileFacts, ref: ValueRef): FunctionRef | undefined {
  const value = facts.values[ref]!
  if (value.is === 'function') return value.function
  const held = value.is === 'binding' ? facts.bindings[value.binding]!.values : []
  const only = held.length === 1 ? facts.values[held[0]!]! : undefined
  return only?.is === 'function' ? only.function : undefined
}

/** Reports the object literals of which a value is made. */
function within(facts: FileFacts, ref: ValueRef, found: (ref: ValueRef, itself: boolean) => void, itself = true): void {
  const value = facts.values[ref]!
  if (value.is === 'typed') return within(facts, value.of, found, itself)
  if (value.is === 'array') for (const item of value.items) within(facts, item.value, found, false)
  if (value.is !== 'object') return
  found(ref, itself)
  for (const entry of value.entries) within(facts, entry.value, found, false)
}

/** The functions to which a call gives a `this` that is not what they were put into. */
function lentBy(facts: FileFacts, callee: ValueRef, to: ValueRef | undefined, byName: ReadonlyMap<string, FunctionRef[]>): FunctionRef[] {
  const way = facts.values[callee]!
  if (to === undefined || way.is !== 'member' || !LENDS.has(way.name)) return []
  const lent = facts.values[way.of]!
  if (lent.is === 'member') return isSame(facts, lent.of, to) ? [] : byName.get(lent.name) ?? []
  const fn = functionOf(facts, way.of)
  return fn === undefined ? [] : [fn]
}
const LENDS = new Set(['call', 'apply', 'bind'])

function isSame(facts: FileFacts, a: ValueRef, b: ValueRef): boolean {
  const [left, right] = [facts.values[a]!, facts.values[b]!]
  if (left.is === 'binding' && right.is === 'binding') return left.binding === right.binding
  return left.is === 'this' && right.is === 'this' && left.class === right.class && left.function === right.function
}

/** What `this` is in a function outside of classes: what the function was put into as a method, unless it is lent to something else. */
export function selfOf(tracer: Tracer, file: RepoPath, fn: FunctionRef, entered: Frame | undefined, around: Frame | undefined): Meaning {
  const facts = tracer.program.facts(file)!
  // What a class hands down to the functions in its methods is not theirs.
  if (entered?.this && facts.functions[fn]!.class === undefined) return entered.this
  const into = ownerOf(tracer, file, fn)
  const whole = into === undefined ? UNKNOWN : tracer.meaning({ file, ref: into, frame: entered ? entered.outer : around })
  if (whole.is === 'object') return { ...whole, asThis: true }
  return whole.is === 'merge' || whole.is === 'module' || whole.is === 'class' || whole.is === 'instance' ? whole : UNKNOWN
}

/** What a function was put into as a method. What is given to a call may become something else there. */
function ownerOf(tracer: Tracer, file: RepoPath, fn: FunctionRef): ValueRef | undefined {
  const { of, lent, given } = tracer.program.methods(file)!
  const into = lent.has(fn) ? undefined : of.get(fn)
  const to = into === undefined ? undefined : given.get(into)
  if (into === undefined || !to) return into
  const { callee, value } = tracer.program.facts(file)!.calls[to.call]!
  const passing = tracer.builtins.passing(tracer.meaning({ file, ref: callee }))
  if (passing === 'merge' && to.itself) return value
  return passing === 'merge' || passing === 'same' ? into : undefined
}

/** What is put into a member of an object literal by its methods: `this.client = …`. Its methods see what else its file puts there, too. */
export function writtenInto(tracer: Tracer, { at, asThis }: Meaning & { is: 'object' }, name: string): Located[] {
  const { program } = tracer
  const facts = program.facts(at.file)!
  return (program.index(at.file)!.assigned.get(name) ?? []).flatMap(index => {
    const { target, value } = facts.assignments[index]!
    const member = facts.values[target]!
    if (member.is !== 'member') return []
    const fn = ownThis(facts, member.of)
    const into = fn !== undefined ? ownerOf(tracer, at.file, fn) : asThis ? member.of : undefined
    return into !== undefined && isPartOf(tracer, at, into) ? [{ ...at, ref: value }] : []
  })
}

/** The function whose own `this` a value is; `const self = this` is the same. */
function ownThis(facts: FileFacts, ref: ValueRef): FunctionRef | undefined {
  const value = facts.values[ref]!
  if (value.is === 'this') return value.function
  const held = value.is === 'binding' ? facts.bindings[value.binding]!.values : []
  const only = held.length === 1 ? facts.values[held[0]!]! : undefined
  return only?.is === 'this' ? only.function : undefined
}

function isPartOf(tracer: Tracer, at: Located, ref: ValueRef): boolean {
  if (ref === at.ref) return true
  const whole = tracer.meaning({ file: at.file, ref })
  const parts = whole.is === 'merge' ? whole.of.map(one => tracer.meaning(one)) : [whole]
  return parts.some(part => part.is === 'object' && part.at.file === at.file && part.at.ref === at.ref)
}
