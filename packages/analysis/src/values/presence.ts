import type { FileFacts, ValueRef } from '@bulkhead/facts'
import { consistsOf } from './dependence.js'
import { EQUALITY } from './operators.js'

/**
 * Whether a test that holds, or does not, tells no more of a value than that there is one: `key ? { key } : undefined`. What is given under such a
 * test is given wherever there is something to give.
 */
export function asksOnlyFor(facts: FileFacts, test: ValueRef, holds: boolean, value: ValueRef): boolean {
  return presentWhere(facts, test, holds).some(present => consistsOf(facts, value, part => isSame(facts, part, present)))
}

/** What is there where a test holds, or does not: `x`, `!!x`, `x != null`, and both sides of `&&`. */
function presentWhere(facts: FileFacts, test: ValueRef, holds: boolean): ValueRef[] {
  const value = facts.values[test]!
  switch (value.is) {
    case 'unary': return value.operator === '!' ? presentWhere(facts, value.of, !holds) : []
    case 'binary': {
      const [asked, nothing] = isNothing(facts, value.left) ? [value.right, value.left] : [value.left, value.right]
      return EQUALITY.test(value.operator) && holds === value.operator.startsWith('!') && isNothing(facts, nothing) ? [asked] : []
    }
    case 'choice': return value.by === (holds ? '&&' : '||') ? value.of.flatMap(of => presentWhere(facts, of, holds)) : holds ? [test] : []
    default: return holds ? [test] : []
  }
}

function isNothing(facts: FileFacts, ref: ValueRef): boolean {
  const value = facts.values[ref]!
  return value.is === 'undefined' || value.is === 'literal' && value.value === null
}

/** The same name, or the same member of it. */
function isSame(facts: FileFacts, a: ValueRef, b: ValueRef): boolean {
  const [left, right] = [facts.values[a]!, facts.values[b]!]
  if (left.is === 'binding' && right.is === 'binding') return left.binding === right.binding
  if (left.is === 'member' && right.is === 'member') return left.name === right.name && isSame(facts, left.of, right.of)
  return left.is === 'this' && right.is === 'this'
}
