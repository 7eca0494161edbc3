import type { BindingRef, ClassFact, ClassRef, FileFacts, FunctionRef, Value, ValueRef } from './facts.js'

/**
 * Functions that are classes by another spelling: `function Api() { this.http = … }` with `Api.prototype.get = function () { … }`.
 * They become classes here, so that nobody else has to know that there are two spellings.
 */
export function readPrototypes(facts: FileFacts, selves: ReadonlyMap<FunctionRef, FunctionRef>): void {
  const owners = new Map<FunctionRef, ClassRef>()
  const classOf = (fn: FunctionRef): ClassFact => {
    const fact = facts.functions[fn]!
    fact.constructs ??= facts.classes.push({ name: fact.name, implements: [], members: [], decorators: [], construct: fn, start: fact.start, end: fact.end }) - 1
    owners.set(fn, fact.constructs)
    return facts.classes[fact.constructs]!
  }
  const put = (fn: FunctionRef, name: string, value: ValueRef): void => {
    const written = facts.values[value]!
    const { start, end } = facts.functions[written.is === 'function' ? written.function : fn]!
    classOf(fn).members.push({ name, kind: written.is === 'function' ? 'method' : 'field', value, decorators: [], start, end })
    if (written.is === 'function') owners.set(written.function, owners.get(fn)!)
  }
  const putAll = (fn: FunctionRef, value: ValueRef): void => {
    const all = facts.values[value]!
    if (all.is === 'object') for (const entry of all.entries) if (entry.is === 'property' && entry.name !== 'constructor') put(fn, entry.name, entry.value)
  }
  const maker = (ref: ValueRef | undefined): FunctionRef | undefined => {
    const fn = ref === undefined ? undefined : functionNamed(facts, ref)
    return fn !== undefined && selves.get(fn) === fn && mayConstruct(facts, fn) ? fn : undefined
  }
  const prototypeOf = (ref: ValueRef | undefined): FunctionRef | undefined => {
    const value = ref === undefined ? undefined : facts.values[ref]!
    return value?.is === 'member' && value.name === 'prototype' ? maker(value.of) : undefined
  }
  for (const { target, value } of facts.assignments) {
    const written = facts.values[target]!
    const whole = prototypeOf(target)
    const one = written.is === 'member' ? prototypeOf(written.of) : undefined
    if (whole !== undefined) {
      putAll(whole, value)
      classOf(whole).extends ??= inheritedBy(facts, value)
    } else if (one !== undefined && written.is === 'member' && written.name !== 'constructor') put(one, written.name, value)
  }
  for (const { callee, args, new: isNew } of facts.calls) {
    const made = isNew ? maker(callee) : undefined
    if (made !== undefined) classOf(made)
    const heir = isInherits(facts, callee) ? maker(args[0]) : undefined
    if (heir !== undefined) classOf(heir).extends = args[1]
    const one = isMemberOfObject(facts, callee, 'assign') ? prototypeOf(args[0]) : undefined
    if (one !== undefined) for (const given of args.slice(1)) putAll(one, given)
  }
  if (owners.size > 0) settle(facts, selves, owners)
}

/** The `this` of functions, and of the arrows in them, becomes that of a class. */
function settle(facts: FileFacts, selves: ReadonlyMap<FunctionRef, FunctionRef>, owners: ReadonlyMap<FunctionRef, ClassRef>): void {
  for (const [fn, self] of selves) if (owners.has(self)) facts.functions[fn]!.class = owners.get(self)!
  for (const value of facts.values) if (value.is === 'this' && value.function !== undefined && owners.has(value.function)) {
    value.class = owners.get(value.function)!
    delete value.function
  }
}

/** The function of a name that holds nothing else. */
function functionNamed(facts: FileFacts, ref: ValueRef): FunctionRef | undefined {
  const value = facts.values[ref]!
  const held = value.is === 'binding' ? facts.bindings[value.binding]!.values : []
  const only = held.length === 1 ? facts.values[held[0]!]! : undefined
  return only?.is === 'function' ? only.function : undefined
}

/** What gives something of its own makes no instance; `if (!(this instanceof Api)) return new Api()` does. */
function mayConstruct(facts: FileFacts, fn: FunctionRef): boolean {
  const { async, generator, returns } = facts.functions[fn]!
  return !async && !generator && returns.every(ref => {
    const value = facts.values[ref]!
    return value.is === 'undefined' || value.is === 'this' || value.is === 'call' && functionNamed(facts, facts.calls[value.call]!.callee) === fn
  })
}

/** `Object.create(Base.prototype)` */
function inheritedBy(facts: FileFacts, ref: ValueRef): ValueRef | undefined {
  const made = facts.values[ref]!
  const call = made.is === 'call' ? facts.calls[made.call]! : undefined
  const base = call?.args[0] === undefined ? undefined : facts.values[call.args[0]]!
  return call && isMemberOfObject(facts, call.callee, 'create') && base?.is === 'member' && base.name === 'prototype' ? base.of : undefined
}

/** node's own `inherits`, which gives a function the prototype of another. */
function isInherits(facts: FileFacts, ref: ValueRef): boolean {
  return mayBe(facts, ref, value => value.is === 'import' ? value.name === 'inherits' && UTIL.test(value.from) : value.is === 'member' && value.name === 'inherits' && isUtil(facts, value.of))
}

function isUtil(facts: FileFacts, ref: ValueRef): boolean {
  return mayBe(facts, ref, value => value.is === 'import' && UTIL.test(value.from))
}

/** Whether a value is such a one, or a name that may hold it; a name may also be given what it holds already. */
function mayBe(facts: FileFacts, ref: ValueRef, test: (value: Value) => boolean, seen = new Set<BindingRef>()): boolean {
  const value = facts.values[ref]!
  if (value.is !== 'binding') return test(value)
  if (seen.has(value.binding)) return false
  seen.add(value.binding)
  return facts.bindings[value.binding]!.values.some(held => mayBe(facts, held, test, seen))
}
const UTIL = /^(?:node:)?util$/

function isMemberOfObject(facts: FileFacts, ref: ValueRef, name: string): boolean {
  const value = facts.values[ref]!
  const of = value.is === 'member' && value.name === name ? facts.values[value.of]! : undefined
  return of?.is === 'global' && of.name === 'Object'
}
