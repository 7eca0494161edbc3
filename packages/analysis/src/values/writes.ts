import type { Assignment, BindingRef, BlockRef, CallRef, FileFacts, FunctionRef, ValueRef } from '@bulkhead/facts'
import { branchesAround, underTest } from './branches.js'
import { entriesOf } from './calls.js'
import { MAX_FRAMES, UNKNOWN, type Located, type Meaning, type Named } from './meaning.js'
import type { Property } from './objects.js'
import type { Tracer } from './trace.js'

/** What a file puts into objects after they have got a name. */
export interface Writes {
  /** By name, and by every name whose value it may hold as well: `options.timeout = 5000`, `options[key] = value`, `Object.assign(options, more)`. */
  through: Map<BindingRef, Write[]>
  /** The calls that are given what a name holds, and as which argument. */
  given: Map<BindingRef, { call: CallRef; index: number }[]>
  /** The names that hold an object literal. */
  named: Map<ValueRef, BindingRef[]>
  /** The members that hold one: `this.options = {}`, `{ options: {} }`. */
  placed: Map<ValueRef, string[]>
  /** The names of parameters. */
  parameters: Map<FunctionRef, BindingRef[]>
}

type Write = { is: 'member'; name: string; assignment: Assignment } | { is: 'computed'; assignment: Assignment } | { is: 'laid'; call: CallRef }

/** Gathers what a file writes, once someone asks. */
export function writesIn(facts: FileFacts): Writes {
  const writes: Writes = { through: new Map(), given: new Map(), named: new Map(), placed: new Map(), parameters: new Map() }
  const place = (ref: ValueRef, name: string): void => { if (facts.values[untyped(facts, ref)]!.is === 'object') add(writes.placed, untyped(facts, ref), name) }
  for (const [binding, { values }] of facts.bindings.entries()) for (const held of values) {
    const value = facts.values[untyped(facts, held)]!
    if (value.is === 'object') add(writes.named, untyped(facts, held), binding)
    else if (value.is === 'parameter' && !value.rest) (writes.parameters.get(value.function) ?? fresh(writes.parameters, value.function))[value.index] = binding
  }
  for (const assignment of facts.assignments) {
    const target = facts.values[assignment.target]!
    if (target.is === 'member') place(assignment.value, target.name)
    if (target.is !== 'member' && target.is !== 'element') continue
    for (const binding of holders(facts, target.of)) add<BindingRef, Write>(writes.through, binding, target.is === 'member' ? { is: 'member', name: target.name, assignment } : { is: 'computed', assignment })
  }
  for (const value of facts.values) if (value.is === 'object') for (const entry of value.entries) if (entry.is === 'property') place(entry.value, entry.name)
  for (const { members } of facts.classes) for (const { name, value } of members) if (value !== undefined) place(value, name)
  for (const [call, { args }] of facts.calls.entries()) for (const [index, arg] of args.entries()) for (const binding of holders(facts, arg)) {
    add(writes.given, binding, { call, index })
    if (index === 0 && args.length > 1) add<BindingRef, Write>(writes.through, binding, { is: 'laid', call })
  }
  return writes
}

/** A name, and those of which it has its value. */
function holders(facts: FileFacts, ref: ValueRef, found: BindingRef[] = []): BindingRef[] {
  const value = facts.values[untyped(facts, ref)]!
  if (value.is !== 'binding' || found.includes(value.binding)) return found
  found.push(value.binding)
  for (const held of facts.bindings[value.binding]!.values) holders(facts, held, found)
  return found
}

/** `{ … } as Options` is that object. */
function untyped(facts: FileFacts, ref: ValueRef): ValueRef {
  const value = facts.values[ref]!
  return value.is === 'typed' ? untyped(facts, value.of) : ref
}

/** What an object literal is given under one of its names, or where it lies; undefined where nothing is. */
export function givenLater(tracer: Tracer, at: Located, name: string): Property | undefined {
  const writes = tracer.program.writes(at.file)!
  for (const binding of writes.named.get(at.ref) ?? []) {
    const found = writtenThrough(tracer, { ...at, binding }, name) ?? byWhomItIsGiven(tracer, { ...at, binding }, name)
    if (found) return found
  }
  const places = writes.placed.get(at.ref)
  if (!places) return undefined
  const facts = tracer.program.facts(at.file)!
  const values = (tracer.program.index(at.file)!.assigned.get(name) ?? []).flatMap((index): Located[] => {
    const { target, value } = facts.assignments[index]!
    const member = facts.values[target]!
    const owner = member.is === 'member' ? facts.values[member.of]! : undefined
    return owner?.is === 'member' && places.includes(owner.name) ? [{ ...at, ref: value }] : []
  })
  return values.length > 0 ? { state: 'unknown', maybe: values } : undefined
}

/** What is put into the object that a name holds. Where the write stands in a branch, it may not happen. */
export function writtenThrough(tracer: Tracer, { file, binding, frame }: Named, name: string): Property | undefined {
  const facts = tracer.program.facts(file)!
  for (const write of tracer.program.writes(file)!.through.get(binding) ?? []) {
    if (write.is === 'member' && write.name !== name) continue
    const block = write.is === 'laid' ? facts.calls[write.call]!.block : write.assignment.block
    if (!tracer.mayRun(file, block, frame)) continue
    const found = write.is === 'laid' ? laidBy(tracer, { file, binding, frame }, write.call, name) : put(tracer, { file, binding, frame }, write)
    if (found) return inBranch(tracer, { file, binding, frame }, block, found)
  }
  return undefined
}

function put(tracer: Tracer, { file, frame }: Named, write: Write & { is: 'member' | 'computed' }): Property | undefined {
  const { target, value } = write.assignment
  if (write.is === 'member') return { state: 'present', value: { file, ref: value, frame }, later: true }
  const written = tracer.program.facts(file)!.values[target]!
  const key = written.is === 'element' ? tracer.meaning({ file, ref: written.key, frame }) : UNKNOWN
  // A number is the place of a list.
  return key.is === 'literal' || key.is === 'computed' ? undefined : { state: 'unknown' }
}

function inBranch(tracer: Tracer, { file, binding, frame }: Named, block: BlockRef | undefined, found: Property): Property {
  const facts = tracer.program.facts(file)!
  const [around, ...more] = branchesAround(facts, block, facts.bindings[binding]!)
  if (!around || found.state !== 'present') return found
  if (around.test === undefined || more.length > 0) return { state: 'unknown', maybe: [found.value] }
  return underTest(tracer, { file, ref: around.test, frame }, !around.negated, found)
}

/** `Object.assign(options, { timeout: 5000 })` */
function laidBy(tracer: Tracer, { file, frame }: Named, call: CallRef, name: string): Property | undefined {
  const { callee, args: [, ...given] } = tracer.program.facts(file)!.calls[call]!
  const how = tracer.builtins.passing(tracer.meaning({ file, ref: callee, frame }))
  if (how !== 'merge' && how !== 'deep-merge' && how !== 'defaults') return undefined
  const found = tracer.property({ is: 'merge', of: given.map(ref => ({ file, ref, frame })) }, name)
  if (found.state === 'absent') return undefined
  return found.state === 'unknown' || how === 'merge' ? found : { state: 'unknown', maybe: [found.value] }
}

/** Functions of the repository may write into what they are given: `limit(options)`. What they write is theirs to know. */
function byWhomItIsGiven(tracer: Tracer, { file, binding, frame }: Named, name: string): Property | undefined {
  const given = tracer.program.writes(file)!.given.get(binding)
  if (!given || (frame?.depth ?? 0) >= MAX_FRAMES) return undefined
  return tracer.guarded<Property | undefined>(undefined, () => given.some(({ call, index }) => entriesOf(tracer, { file, call, frame }).some(({ fn }) => {
    const writes = tracer.program.writes(fn.file)!
    const parameter = writes.parameters.get(fn.fn)?.[index]
    return parameter !== undefined && (writes.through.get(parameter) ?? []).some(write => write.is === 'member' && write.name === name)
  })) ? { state: 'unknown' } : undefined)
}

/** What a name holds, with what is put into it under that name. What a literal's own name adds to it is seen where it is written. */
export function underName(tracer: Tracer, named: Named, held: Located[], meaning: Meaning): Meaning {
  const { file, binding } = named
  const writes = isObject(tracer, meaning) ? tracer.program.writes(file)!.through.get(binding) : undefined
  if (!writes?.some(write => write.is !== 'laid' || isLaying(tracer, named, write.call))) return meaning
  const facts = tracer.program.facts(file)!
  if (meaning.is === 'object' && meaning.at.file === file && facts.bindings[binding]!.values.some(value => untyped(facts, value) === meaning.at.ref)) return meaning
  if (held.length === 1) return { is: 'merge', of: held, under: named }
  return meaning.is === 'choice' ? { ...meaning, under: named } : meaning.is === 'object' ? { is: 'merge', of: [meaning.at], under: named } : UNKNOWN
}

function isLaying(tracer: Tracer, { file, frame }: Named, call: CallRef): boolean {
  return tracer.builtins.passing(tracer.meaning({ file, ref: tracer.program.facts(file)!.calls[call]!.callee, frame })) !== undefined
}

function isObject(tracer: Tracer, meaning: Meaning): boolean {
  if (meaning.is === 'choice') return meaning.of.some(one => { const { is } = tracer.meaning(one); return is === 'object' || is === 'merge' || is === 'rest' })
  return meaning.is === 'object' && !meaning.asThis || meaning.is === 'merge' || meaning.is === 'rest'
}

/** What a caller gives, with what its own function puts into it. */
export function writtenToParameter(tracer: Tracer, { file, fn, index, path }: Meaning & { is: 'parameter' }, name: string): Property | undefined {
  const binding = path.length > 0 ? undefined : tracer.program.writes(file)!.parameters.get(fn)?.[index]
  const found = binding === undefined ? undefined : writtenThrough(tracer, { file, binding }, name)
  return found?.state === 'unknown' ? { ...found, open: true } : found
}

function fresh<K, V>(map: Map<K, V[]>, key: K): V[] {
  const list: V[] = []
  map.set(key, list)
  return list
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
