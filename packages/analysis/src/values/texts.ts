import type { BindingRef, FileFacts, ValueRef } from '@bulkhead/facts'
import type { Located } from './meaning.js'
import type { Tracer } from './trace.js'

/** Methods that only text has, or lists as well; no object of options has any. */
const METHODS = new Set(['startsWith', 'endsWith', 'substr', 'substring', 'charAt', 'charCodeAt', 'toLowerCase', 'toUpperCase', 'trim', 'indexOf', 'lastIndexOf', 'replaceAll'])

/** Whether a name holds text whoever gives it: it is declared to, or nothing but text is used as it is. */
export function isText({ program }: Tracer, { file, ref }: Located): boolean {
  const facts = program.facts(file)!
  const value = facts.values[ref]!
  if (value.is !== 'binding') return false
  const { type } = facts.bindings[value.binding]!
  const declared = type === undefined ? undefined : facts.types[type]!
  return declared?.is === 'keyword' ? declared.name === 'string' : program.asText(file)!.has(value.binding)
}

/** The names of a file that are put into text, or asked for what only text has. One that takes another value later, or is asked for its type, may be something else. */
export function textsIn(facts: FileFacts): ReadonlySet<BindingRef> {
  const [texts, doubtful] = [new Set<BindingRef>(), new Set<BindingRef>()]
  const into = (set: Set<BindingRef>, ref: ValueRef): void => {
    const value = facts.values[ref]!
    if (value.is === 'binding' && facts.bindings[value.binding]!.values.length < 2) set.add(value.binding)
  }
  for (const value of facts.values) {
    if (value.is === 'template' && value.tag === undefined) for (const hole of value.holes) into(texts, hole)
    if (value.is === 'unary' && value.operator === 'typeof') into(doubtful, value.of)
    if (value.is === 'binary' && value.operator === '+') for (const [one, other] of [[value.left, value.right], [value.right, value.left]] as const) if (isWritten(facts, other)) into(texts, one)
  }
  for (const { callee } of facts.calls) {
    const method = facts.values[callee]!
    if (method.is === 'member' && METHODS.has(method.name)) into(texts, method.of)
  }
  for (const one of doubtful) texts.delete(one)
  return texts
}

function isWritten(facts: FileFacts, ref: ValueRef): boolean {
  const value = facts.values[ref]!
  return value.is === 'template' || value.is === 'literal' && typeof value.value === 'string'
}
