import type { BindingRef, FileFacts, TypeRef, ValueRef } from '@bulkhead/facts'
import type { Located } from './meaning.js'
import type { Tracer } from './trace.js'
import { declaredMember } from './types.js'

/** Methods that only text has, or lists as well; no object of options has any. */
const METHODS = new Set(['startsWith', 'endsWith', 'substr', 'substring', 'charAt', 'charCodeAt', 'toLowerCase', 'toUpperCase', 'trim', 'indexOf', 'lastIndexOf', 'replaceAll'])

/** Whether a value is text whoever gives it: it is declared to be, or its name is used as nothing else. */
export function isText(tracer: Tracer, at: Located): boolean {
  const { program } = tracer
  const facts = program.facts(at.file)!
  const value = facts.values[at.ref]!
  switch (value.is) {
    case 'binding': {
      const { type } = facts.bindings[value.binding]!
      return type !== undefined && facts.types[type]!.is === 'keyword' ? isTextType(facts, type) : program.asText(at.file)!.has(value.binding)
    }
    case 'member': {
      const owner = tracer.meaning({ ...at, ref: value.of })
      const declared = declaredMember(tracer, owner.is === 'parameter' ? owner.shape : owner.is === 'shape' ? owner : undefined, value.name)
      return declared !== undefined && isTextType(program.facts(declared.file)!, declared.type)
    }
    default: return false
  }
}

/** `string`, or some texts; there may be none. */
function isTextType(facts: FileFacts, ref: TypeRef): boolean {
  const type = facts.types[ref]!
  if (type.is === 'union') return type.of.some(one => isTextType(facts, one)) && type.of.every(one => isTextType(facts, one) || isNothingType(facts, one))
  return type.is === 'keyword' ? type.name === 'string' : type.is === 'literal' && typeof type.value === 'string'
}

function isNothingType(facts: FileFacts, ref: TypeRef): boolean {
  const type = facts.types[ref]!
  return type.is === 'keyword' && (type.name === 'undefined' || type.name === 'null')
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
    if (value.is === 'element') into(texts, value.key)
    if (value.is === 'unary' && value.operator === 'typeof') into(doubtful, value.of)
    if (value.is === 'binary' && value.operator === '+') for (const [one, other] of [[value.left, value.right], [value.right, value.left]] as const) if (isWritten(facts, other)) into(texts, one)
  }
  for (const { callee, args, new: made } of facts.calls) {
    const method = facts.values[callee]!
    if (method.is === 'member' && METHODS.has(method.name)) into(texts, method.of)
    if (made && args[0] !== undefined && method.is === 'global' && method.name === 'URL') into(texts, args[0])
  }
  for (const one of doubtful) texts.delete(one)
  return texts
}

function isWritten(facts: FileFacts, ref: ValueRef): boolean {
  const value = facts.values[ref]!
  return value.is === 'template' || value.is === 'literal' && typeof value.value === 'string'
}
