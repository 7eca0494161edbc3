import { isBinding, type FileFacts, type FunctionRef, type ValueRef } from '@bulkhead/facts'

/** Whether a value is made of a function's parameters, as its text shows. */
export function dependsOn(facts: FileFacts, ref: ValueRef, fn: FunctionRef): boolean {
  return consistsOf(facts, ref, part => { const value = facts.values[part]!; return value.is === 'parameter' && value.function === fn })
}

/** Whether a value, or anything that it is made of, is what is looked for, as the text shows. */
export function consistsOf(facts: FileFacts, ref: ValueRef, isIt: (part: ValueRef) => boolean, seen = new Set<ValueRef>()): boolean {
  if (seen.has(ref)) return false
  seen.add(ref)
  return isIt(ref) || partsOf(facts, ref).some(part => consistsOf(facts, part, isIt, seen))
}

/** The values that a value is made of. */
function partsOf(facts: FileFacts, ref: ValueRef): ValueRef[] {
  const value = facts.values[ref]!
  switch (value.is) {
    case 'binding': return [...facts.bindings[value.binding]!.values, ...writtenTo(facts, value.binding)]
    case 'template': return value.holes
    case 'binary': return [value.left, value.right]
    case 'member': case 'await': case 'typed': case 'rest': case 'unary': return [value.of]
    case 'element': return [value.of, value.key]
    case 'choice': return value.test === undefined ? value.of : [value.test, ...value.of]
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

/** What is put into the members of a name: `options.key = key`. */
function writtenTo(facts: FileFacts, binding: number): ValueRef[] {
  return facts.assignments.flatMap(({ target, value }) => {
    const member = facts.values[target]!
    return (member.is === 'member' || member.is === 'element') && isBinding(facts, member.of, binding) ? [value] : []
  })
}
