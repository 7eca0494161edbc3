import type { ValueRef } from './facts.js'
import { keyName, type At, type Node, type Walk } from './draft.js'

/** `a = b`, `a.b = c`, `({ a } = b)`; also what CommonJS exports. */
export function assignment(walk: Walk, node: Node, at: At): ValueRef {
  const value = walk.expression(node.right, at)
  const target: Node = unwrap(node.left)
  if (target.type === 'MemberExpression') assignMember(walk, target, node.operator, value, node, at)
  else if (target.type !== 'Identifier') walk.bind(target, value, at)
  else if (node.operator === '=') walk.bind(target, value, at)
  else if (LOGICAL.test(node.operator)) walk.bind(target, fallback(walk, target.name, node.operator, value, at), at)
  else walk.bind(target, walk.draft.unknown(), at)
  return value
}

/** `a++`: another value, and which one is not known. */
export function update(walk: Walk, node: Node, at: At): ValueRef {
  const target: Node = unwrap(node.argument)
  const value = walk.draft.unknown()
  if (target.type === 'MemberExpression') assignMember(walk, target, node.operator, value, node, at)
  else walk.bind(target, value, at)
  return value
}

/** `a ??= b`: what the name had before, or the new value. */
function fallback(walk: Walk, name: string, operator: string, value: ValueRef, at: At): ValueRef {
  const { draft } = walk
  const before = draft.name(name, at)
  const known = draft.facts.values[before]!
  // Where anything may have been there before, as in a function that makes a client once, the new value tells more.
  if (known.is !== 'binding' || known.from === undefined) return value
  return draft.value({ is: 'choice', by: operator.slice(0, 2) as '??' | '||' | '&&', of: [before, value] })
}

const LOGICAL = /^(?:\?\?|\|\||&&)=$/

function unwrap(node: Node): Node {
  return node.type.startsWith('TS') && node.expression ? unwrap(node.expression) : node
}

/** Notes a write to a member, and the export that it may be. */
export function assignMember(walk: Walk, target: Node, operator: string, value: ValueRef, span: Node, at: At): void {
  const { facts } = walk.draft
  const exported = commonJsExport(walk, target, at)
  if (exported !== undefined) {
    // One of several branches exports; which one is not known.
    const before = at.block === undefined && at.function === undefined ? undefined : facts.exports[exported]?.value
    const either = before === undefined ? value : walk.draft.value({ is: 'choice', by: 'assigned', of: [before, value] })
    facts.exports[exported] = { value: either, start: span.start, end: span.end }
  }
  const written = walk.expression(target, { ...at, within: undefined })
  const [member, given] = [facts.values[written]!, facts.values[value]!]
  if (member.is === 'member' && given.is === 'function') facts.functions[given.function]!.methodOf ??= member.of
  facts.assignments.push({
    target: written, operator, value,
    function: at.function, block: at.block, start: span.start, end: span.end,
  })
}

/** `Object.assign(module.exports, { … })` exports what stands in the objects. */
export function assignedExports(walk: Walk, node: Node, args: ValueRef[], at: At): void {
  const { callee, arguments: [to] } = node
  if (callee.type !== 'MemberExpression' || keyName(callee.property, callee.computed) !== 'assign' || !isGlobal(callee.object, 'Object', at) || !isExports(to, at)) return
  const { facts } = walk.draft
  for (const ref of args.slice(1)) {
    const given = facts.values[ref]!
    if (given.is === 'object') for (const entry of given.entries) if (entry.is === 'property') facts.exports[entry.name] = { value: entry.value, start: entry.start, end: entry.end }
  }
}

/** `exports` or `module.exports` */
function isExports(node: Node, at: At): boolean {
  if (node?.type === 'MemberExpression') return isGlobal(node.object, 'module', at) && keyName(node.property, node.computed) === 'exports'
  return node !== undefined && isGlobal(node, 'exports', at)
}

/** `const Orders = module.exports`, and `Orders.find = …` from then on. */
function isNameOfExports({ draft }: Walk, node: Node, at: At): boolean {
  const binding = node?.type === 'Identifier' ? at.scope.find(node.name) : undefined
  const held = binding === undefined ? [] : draft.facts.bindings[binding]!.values
  const value = held.length === 1 ? draft.facts.values[held[0]!]! : undefined
  if (value?.is === 'global') return value.name === 'exports'
  const owner = value?.is === 'member' && value.name === 'exports' ? draft.facts.values[value.of]! : undefined
  return owner?.is === 'global' && owner.name === 'module'
}

/** The name under which CommonJS exports: `=` for `module.exports = …`. */
function commonJsExport(walk: Walk, target: Node, at: At): string | undefined {
  const name = keyName(target.property, target.computed)
  if (name === undefined) return undefined
  if (isGlobal(target.object, 'module', at) && name === 'exports') return '='
  return isExports(target.object, at) || isNameOfExports(walk, target.object, at) ? name : undefined
}

function isGlobal(node: Node, name: string, at: At): boolean {
  return node.type === 'Identifier' && node.name === name && at.scope.find(name) === undefined
}
