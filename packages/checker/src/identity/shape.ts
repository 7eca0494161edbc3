import type { FileFacts, ValueRef } from '@bulkhead/facts'

const DEEPEST = 6

/**
 * What the code at a place does, in words that survive reformatting and the renaming of what is local: libraries and members by name, constants by
 * value, parameters by position. What is inside of an object or a function is left out: whoever adds a header has not made another request.
 */
export function shapeOfCall(facts: FileFacts, call: number): string {
  const { callee, args } = facts.calls[call]!
  return `${shape(facts, callee, 0)}(${args.map(arg => shape(facts, arg, 0)).join(',')})`
}

/** What a property at a place is set to; undefined where there is none. */
export function shapeOfProperty(facts: FileFacts, start: number, end: number): string | undefined {
  for (const value of facts.values) {
    if (value.is !== 'object') continue
    const found = value.entries.find(entry => entry.start === start && entry.end === end)
    if (found?.is !== 'property') continue
    const given = facts.values[found.value]!
    return `${found.name}:${given.is === 'call' ? shapeOfCall(facts, given.call) : shape(facts, found.value, 0)}`
  }
  return undefined
}

function shape(facts: FileFacts, ref: ValueRef, depth: number): string {
  if (depth > DEEPEST) return '…'
  const value = facts.values[ref]!
  const of = (next: ValueRef) => shape(facts, next, depth + 1)
  switch (value.is) {
    case 'literal': return JSON.stringify(value.value)
    case 'template': return value.holes.length === 0 ? JSON.stringify(value.parts[0]) : `\`${value.parts.map((part, i) => part + (i < value.holes.length ? `\${${of(value.holes[i]!)}}` : '')).join('')}\``
    // A name that another file of the repository exports may be changed there, and its path with every move.
    case 'import': return value.from.startsWith('.') ? 'import' : `${value.from}:${value.name}`
    case 'global': return value.name
    case 'binding': return binding(facts, value.binding, depth)
    case 'parameter': return `#${value.index}`
    case 'this': return 'this'
    case 'member': return facts.values[value.of]!.is === 'this' ? 'this.?' : `${of(value.of)}.${value.name}`
    case 'call': return shape(facts, facts.calls[value.call]!.callee, depth + 1) + '()'
    case 'choice': return value.of.map(of).join('|')
    case 'binary': return `${of(value.left)}${value.operator}${of(value.right)}`
    case 'unary': return `${value.operator}${of(value.of)}`
    case 'typed': case 'await': return of(value.of)
    case 'element': return `${of(value.of)}[]`
    default: return value.is
  }
}

function binding(facts: FileFacts, ref: number, depth: number): string {
  const { values, kind } = facts.bindings[ref]!
  return values.length === 1 ? shape(facts, values[0]!, depth + 1) : kind
}
