import type { Entry, ValueRef } from './facts.js'
import { keyName, stringOf, type At, type Node, type Walk } from './draft.js'
import { assignedExports, assignment, update } from './assignments.js'
import { children } from './children.js'

type Read = (walk: Walk, node: Node, at: At) => ValueRef

/** What an expression is. Every expression of a file passes here exactly once. */
export function expression(walk: Walk, node: Node | null | undefined, at: At): ValueRef {
  if (!node) return walk.draft.undefined()
  return (READ[node.type] ?? other)(walk, node, at)
}

const READ: Record<string, Read> = {
  Literal: ({ draft }, node) => {
    if (node.regex) return draft.value({ is: 'regex' })
    // Facts are plain JSON, which has no word for 1e999.
    return node.bigint || node.value === Infinity ? draft.unknown() : draft.value({ is: 'literal', value: node.value })
  },
  Identifier: ({ draft }, node, at) => {
    const binding = at.scope.find(node.name)
    if (binding !== undefined) draft.binding(binding).reads++
    return draft.name(node.name, at)
  },
  TemplateLiteral: (walk, node, at) => walk.draft.value(template(walk, node, at)),
  TaggedTemplateExpression: taggedTemplate,
  ThisExpression: ({ draft }, _node, at) => draft.value({ is: 'this', class: at.class, static: at.static, function: at.class === undefined ? at.self : undefined }),
  Super: ({ draft }, _node, at) => draft.value({ is: 'super', class: at.class, static: at.static }),
  MemberExpression: member,
  CallExpression: call,
  NewExpression: call,
  ImportExpression: dynamicImport,
  MetaProperty: ({ draft }, node) => node.meta.name === 'import' ? draft.value({ is: 'member', of: draft.value({ is: 'global', name: 'import' }), name: node.property.name }) : draft.unknown(),
  ObjectExpression: object,
  ArrayExpression: array,
  ArrowFunctionExpression: (walk, node, at) => walk.draft.value({ is: 'function', function: walk.function(node, at) }),
  FunctionExpression: (walk, node, at) => walk.draft.value({ is: 'function', function: walk.function(node, at) }),
  ClassExpression: (walk, node, at) => walk.draft.value({ is: 'class', class: walk.class(node, at) }),
  ConditionalExpression: (walk, node, at) => {
    const test = walk.expression(node.test, { ...at, within: undefined })
    return walk.draft.value({ is: 'choice', by: '?:', of: [walk.expression(node.consequent, { ...at, maybe: true }), walk.expression(node.alternate, { ...at, maybe: true })], test })
  },
  LogicalExpression: (walk, node, at) =>
    walk.draft.value({ is: 'choice', by: node.operator, of: [walk.expression(node.left, at), walk.expression(node.right, { ...at, maybe: true })] }),
  BinaryExpression: (walk, node, at) =>
    walk.draft.value({ is: 'binary', operator: node.operator, left: walk.expression(node.left, at), right: walk.expression(node.right, at) }),
  UnaryExpression: (walk, node, at) => walk.draft.value({ is: 'unary', operator: node.operator, of: walk.expression(node.argument, at) }),
  AssignmentExpression: assignment,
  UpdateExpression: update,
  SequenceExpression: (walk, node, at) => node.expressions.map((e: Node) => walk.expression(e, at)).at(-1) ?? walk.draft.unknown(),
  AwaitExpression: (walk, node, at) => {
    const of = walk.expression(node.argument, at)
    const awaited = walk.draft.facts.values[of]!
    if (awaited.is === 'call') walk.draft.facts.calls[awaited.call]!.awaited = true
    return walk.draft.value({ is: 'await', of })
  },
  ChainExpression: (walk, node, at) => walk.expression(node.expression, at),
  ParenthesizedExpression: (walk, node, at) => walk.expression(node.expression, at),
  TSNonNullExpression: (walk, node, at) => walk.expression(node.expression, at),
  TSInstantiationExpression: (walk, node, at) => walk.expression(node.expression, at),
  TSAsExpression: typed,
  TSSatisfiesExpression: typed,
  TSTypeAssertion: typed,
  JSXElement: jsx,
  JSXFragment: jsx,
}

/** An expression of which only the parts matter. */
function other(walk: Walk, node: Node, at: At): ValueRef {
  for (const child of children(node)) walk.statement(child, at)
  return walk.draft.unknown()
}

function template(walk: Walk, node: Node, at: At) {
  return {
    is: 'template' as const,
    parts: node.quasis.map((q: Node) => q.value.cooked ?? q.value.raw),
    holes: node.expressions.map((e: Node) => walk.expression(e, at)),
  }
}

function taggedTemplate(walk: Walk, node: Node, at: At): ValueRef {
  const { draft } = walk
  const call = reserveCall(walk, node, at)
  const tag = walk.expression(node.tag, at)
  const inside = { ...at, within: { call, index: 0 } }
  const args = [draft.value({ ...template(walk, node.quasi, inside), tag })]
  return finishCall(walk, call, { callee: tag, args, tag: true })
}

function member(walk: Walk, node: Node, at: At): ValueRef {
  const of = walk.expression(node.object, at)
  const name = keyName(node.property, node.computed)
  if (name !== undefined) return walk.draft.value({ is: 'member', of, name })
  return walk.draft.value({ is: 'element', of, key: walk.expression(node.property, { ...at, within: undefined }) })
}

function call(walk: Walk, node: Node, at: At): ValueRef {
  const required = requiredModule(walk, node, at)
  if (required !== undefined) return required
  const index = reserveCall(walk, node, at)
  const callee = walk.expression(node.callee, at)
  let spread: number | undefined
  const args = node.arguments.map((argument: Node, i: number) => {
    const inside = { ...at, within: { call: index, index: i } }
    if (argument.type === 'SpreadElement') spread ??= i
    const value = walk.expression(argument.type === 'SpreadElement' ? argument.argument : argument, inside)
    const given = walk.draft.facts.values[value]!
    if (given.is === 'function') walk.draft.facts.functions[given.function]!.argumentOf = { call: index, index: i }
    return value
  })
  assignedExports(walk, node, args, at)
  const typeArguments = (node.typeArguments?.params as Node[] | undefined)?.map(t => walk.type(t, at)!)
  return finishCall(walk, index, { callee, args, spread, typeArguments, new: node.type === 'NewExpression' || undefined })
}

function reserveCall(walk: Walk, node: Node, at: At): number {
  const { facts } = walk.draft
  return facts.calls.push({
    callee: 0, args: [], value: 0, start: node.start, end: node.end, function: at.function, block: at.block, within: at.within,
  }) - 1
}

function finishCall(walk: Walk, index: number, known: Partial<Walk['draft']['facts']['calls'][number]>): ValueRef {
  const value = walk.draft.value({ is: 'call', call: index })
  Object.assign(walk.draft.facts.calls[index]!, known, { value })
  return value
}

/** `require('x')`, where `require` is node's own. */
function requiredModule(walk: Walk, node: Node, at: At): ValueRef | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'require') return undefined
  const from = stringOf(node.arguments[0])
  if (from === undefined || at.scope.find('require') !== undefined) return undefined
  const { start, end } = node.arguments[0]
  walk.draft.facts.imports.push({ from, kind: 'require', names: [], start, end })
  return walk.draft.value({ is: 'import', from, name: '=' })
}

function dynamicImport(walk: Walk, node: Node, at: At): ValueRef {
  const from = stringOf(node.source)
  if (from === undefined) return other(walk, node, at)
  walk.draft.facts.imports.push({ from, kind: 'dynamic', names: [], start: node.source.start, end: node.source.end })
  return walk.draft.value({ is: 'import', from, name: '*' })
}

function object(walk: Walk, node: Node, at: At): ValueRef {
  const entries: Entry[] = []
  // Its methods refer to it.
  const whole = walk.draft.value({ is: 'object', entries, start: node.start, end: node.end })
  entries.push(...node.properties.flatMap((property: Node): Entry[] => {
    const { start, end } = property
    if (property.type === 'SpreadElement') return [{ is: 'spread', value: walk.expression(property.argument, at), start, end }]
    const name = keyName(property.key, property.computed)
    if (name === undefined) return [{ is: 'computed', key: walk.expression(property.key, at), value: walk.expression(property.value, at), start, end }]
    const value = FUNCTION.test(property.value.type) ? method(walk, property.value, at, name, whole) : walk.expression(property.value, at)
    // A setter takes a value and gives none.
    return property.kind === 'set' ? [] : [{ is: property.kind === 'get' ? 'getter' : 'property', name, value, start, end }]
  }))
  return whole
}

function method(walk: Walk, node: Node, at: At, name: string, of: ValueRef): ValueRef {
  const fn = walk.function(node, { ...at, within: undefined }, name)
  walk.draft.facts.functions[fn]!.methodOf = of
  return walk.draft.value({ is: 'function', function: fn })
}

const FUNCTION = /^(?:Arrow)?FunctionExpression$/

function array(walk: Walk, node: Node, at: At): ValueRef {
  const items = node.elements.map((element: Node | null) =>
    element?.type === 'SpreadElement'
      ? { value: walk.expression(element.argument, at), spread: true as const }
      : { value: walk.expression(element, at) })
  return walk.draft.value({ is: 'array', items, start: node.start, end: node.end })
}

function typed(walk: Walk, node: Node, at: At): ValueRef {
  const of = walk.expression(node.expression, at)
  const annotation: Node = node.typeAnnotation
  if (annotation.type === 'TSTypeReference' && annotation.typeName.name === 'const') return of
  const type = walk.type(annotation, at)
  return type === undefined ? of : walk.draft.value({ is: 'typed', of, type })
}

function jsx(walk: Walk, node: Node, at: At): ValueRef {
  walk.draft.facts.jsx = true
  if (at.function !== undefined) walk.draft.facts.functions[at.function]!.jsx = true
  const name = node.openingElement?.name
  const root = name?.type === 'JSXMemberExpression' ? name.object : name
  const binding = root?.name ? at.scope.find(root.name) : undefined
  if (binding !== undefined) walk.draft.binding(binding).reads++
  for (const child of children(node)) walk.statement(child, { ...at, within: undefined })
  return walk.draft.unknown()
}
