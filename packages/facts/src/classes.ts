import type { ClassFact, ClassRef, Member } from './facts.js'
import { keyName, Scope, type At, type Node, type Walk } from './draft.js'
import { METHOD } from './functions.js'
import { functionType } from './types.js'

/** Reads a class: what it extends, its members, its constructor's fields, its decorators. */
export function classOf(walk: Walk, node: Node, at: At, name?: string): ClassRef {
  const { draft } = walk
  const fact: ClassFact = {
    name: node.id?.name ?? name, implements: [], members: [], decorators: [], start: node.start, end: node.end, abstract: node.abstract || undefined,
  }
  const index = draft.facts.classes.push(fact) - 1
  const inside: At = { scope: new Scope(at.scope), function: at.function, block: at.block, class: index }
  if (node.type === 'ClassExpression' && node.id) draft.assign(draft.declare(node.id.name, 'class', node.id, inside), draft.value({ is: 'class', class: index }), inside)
  fact.decorators = decorators(walk, node, at)
  if (node.superClass) fact.extends = walk.expression(node.superClass, at)
  fact.extendsTypeArguments = (node.superTypeArguments?.params as Node[] | undefined)?.map(t => walk.type(t, inside)!)
  fact.implements = ((node.implements ?? []) as Node[]).flatMap(i => walk.type(implemented(i), inside) ?? [])
  for (const member of node.body.body as Node[]) readMember(walk, member, index, inside)
  return index
}

/** `implements A.B<C>` has the shape of an expression; as a type it is a reference. */
function implemented(node: Node): Node {
  return { type: 'TSTypeReference', typeName: node.expression, typeArguments: node.typeArguments, start: node.start, end: node.end }
}

function decorators(walk: Walk, node: Node, at: At) {
  return ((node.decorators ?? []) as Node[]).map(d => {
    const value = walk.expression(d.expression, at)
    const decorator = walk.draft.facts.values[value]!
    if (decorator.is === 'call') walk.draft.facts.calls[decorator.call]!.decorates = true
    return value
  })
}

function readMember(walk: Walk, node: Node, owner: ClassRef, at: At): void {
  const { facts } = walk.draft
  const fact = facts.classes[owner]!
  const inside: At = { ...at, static: node.static || undefined }
  if (node.type === 'StaticBlock') return walk.statements(node.body, { ...inside, static: true })
  if (node.type === 'TSIndexSignature' || !node.key) return
  const name = keyName(node.key, node.computed)
  const decorated = decorators(walk, node, at)
  if (METHODS.test(node.type)) {
    const fn = walk.function(node.value, { ...inside, [METHOD]: true } as At, name)
    if (node.kind === 'constructor') return readConstructor(walk, fact, fn)
    const kind = node.kind === 'get' ? 'getter' : node.kind === 'set' ? 'setter' : 'method'
    if (name === undefined) return
    const shape = { name, kind, static: inside.static, decorators: decorated, start: node.start, end: node.end } as const
    if (node.value.body) fact.members.push({ ...shape, value: walk.draft.value({ is: 'function', function: fn }) })
    else if (node.type.startsWith('TSAbstract') && kind !== 'setter') fact.members.push({ ...shape, type: kind === 'getter' ? facts.functions[fn]!.returnType : functionType(walk, node.value, at) })
    return
  }
  const member: Member = { name: name ?? '', kind: 'field', static: inside.static, type: walk.type(node.typeAnnotation, at), decorators: decorated, start: node.start, end: node.end }
  if (node.value) member.value = walk.expression(node.value, inside)
  if (name !== undefined) fact.members.push(member)
}

const METHODS = /MethodDefinition$/

function readConstructor(walk: Walk, fact: ClassFact, fn: number): void {
  const { facts } = walk.draft
  const { parameters, start, end } = facts.functions[fn]!
  fact.construct = fn
  for (const parameter of parameters) {
    if (fact.decorators.length > 0 && parameter.type !== undefined) countInjected(walk, parameter.type)
    if (!parameter.field || parameter.binding === undefined) continue
    fact.members.push({
      name: parameter.name!, kind: 'field', value: walk.draft.bindingValue(parameter.binding), type: parameter.type,
      decorators: parameter.decorators, start, end,
    })
  }
}

/** In a decorated class a constructor parameter's type is emitted as a value: the container looks it up at run time. */
function countInjected(walk: Walk, type: number): void {
  const fact = walk.draft.facts.types[type]!
  if (fact.is !== 'name') return
  const value = walk.draft.facts.values[fact.of]!
  if (value.is === 'binding') walk.draft.binding(value.binding).reads++
}
