import type { FileFacts, FunctionRef, ValueRef } from '@bulkhead/facts'

/** Whether a value is made of a function's parameters, as its text shows. */
export function dependsOn(facts: FileFacts, ref: ValueRef, fn: FunctionRef, seen = new Set<ValueRef>()): boolean {
  if (seen.has(ref)) return false
  seen.add(ref)
  return partsOf(facts, ref, fn).some(part => part === 'parameter' || dependsOn(facts, part, fn, seen))
}

/** The values that a value is made of; `parameter` where it is one of the function's own. */
function partsOf(facts: FileFacts, ref: ValueRef, fn: FunctionRef): (ValueRef | 'parameter')[] {
  const value = facts.values[ref]!
  switch (value.is) {
    case 'parameter': return value.function === fn ? ['parameter'] : []
    case 'binding': return facts.bindings[value.binding]!.values
    case 'template': return value.holes
    case 'binary': return [value.left, value.right]
    case 'member': case 'await': case 'typed': case 'rest': return [value.of]
    case 'element': return [value.of, value.key]
    case 'choice': return value.of
    case 'object': return value.entries.map(e => e.value)
    case 'array': return value.items.map(i => i.value)
    case 'call': {
      const call = facts.calls[value.call]!
      const callee = facts.values[call.callee]!
      return callee.is === 'member' ? [...call.args, callee.of] : call.args
    }
    default: return []
  }
}
