import type { FileFacts, FunctionRef, ValueRef } from '@bulkhead/facts'

/** Whether a migration in code has a `down` that does something: an export of that name, or a method. One that only throws, or only says that it is done, leads nowhere. */
export function reverts(facts: FileFacts | undefined): boolean {
  return facts !== undefined && waysBack(facts).some(fn => facts.calls.some(({ function: within, callee }) => within === fn && isDeed(facts, callee)))
}

function waysBack(facts: FileFacts): FunctionRef[] {
  const exported = ['down', 'default', '='].flatMap(name => (facts.exports[name]?.value === undefined ? [] : [{ name, ref: facts.exports[name].value }]))
  const written = facts.assignments.filter(({ target }) => memberOf(facts, target) === 'down').map(({ value }) => value)
  const values = [...written, ...exported.flatMap(({ name, ref }) => (name === 'down' ? [ref] : downOf(facts, ref)))]
  const methods = facts.classes.flatMap(({ members }) => members.filter(({ name, kind, value }) => name === 'down' && kind === 'method' && value !== undefined).map(({ value }) => value!))
  return [...values, ...methods].flatMap(ref => functionOf(facts, ref) ?? [])
}

const memberOf = ({ values }: FileFacts, ref: ValueRef): string | undefined => {
  const value = values[ref]!
  return value.is === 'member' ? value.name : undefined
}

/** The `down` of an object that is exported whole. */
function downOf(facts: FileFacts, ref: ValueRef): ValueRef[] {
  const value = settled(facts, ref)
  return value.is === 'object' ? value.entries.flatMap(entry => (entry.is === 'property' && entry.name === 'down' ? [entry.value] : [])) : []
}

function functionOf(facts: FileFacts, ref: ValueRef): FunctionRef | undefined {
  const value = settled(facts, ref)
  return value.is === 'function' ? value.function : undefined
}

/** A value behind the only thing that its name is ever given. */
function settled(facts: FileFacts, ref: ValueRef): FileFacts['values'][number] {
  const value = facts.values[ref]!
  if (value.is === 'typed') return settled(facts, value.of)
  const binding = value.is === 'binding' ? facts.bindings[value.binding] : undefined
  return binding?.values.length === 1 ? settled(facts, binding.values[0]!) : value
}

/** Not the call of an argument, by which a migration of an older kind says that it is done, and no error that is made. */
function isDeed(facts: FileFacts, callee: ValueRef): boolean {
  const value = settled(facts, callee)
  return value.is !== 'parameter' && !(value.is === 'global' && /Error$/.test(value.name)) && !(value.is === 'member' && isGlobal(facts, value.of, 'console'))
}

function isGlobal(facts: FileFacts, ref: ValueRef, name: string): boolean {
  const value = settled(facts, ref)
  return value.is === 'global' && value.name === name
}
