import type { TypeFact, TypeRef, ValueRef } from './facts.js'
import { keyName, type At, type Node, type Walk } from './draft.js'

/** Reserves a place for each interface and alias of a scope, so that they may name each other in any order. */
export function declareTypes(walk: Walk, nodes: Node[], at: At): void {
  const { types } = walk.draft.facts
  const found: [Node, TypeRef][] = []
  for (const statement of nodes) {
    const node: Node = statement.type.startsWith('Export') && statement.declaration ? statement.declaration : statement
    if (node.type !== 'TSTypeAliasDeclaration' && node.type !== 'TSInterfaceDeclaration') continue
    const type = types.push({ is: 'unknown' }) - 1
    at.scope.typeNames.set(node.id.name, type)
    found.push([node, type])
  }
  pending(walk, found, at)
}

/** Fills the reserved places. Names of values are looked up only now and then again by the walk: types are read after hoisting where it matters. */
function pending(walk: Walk, found: [Node, TypeRef][], at: At): void {
  if (found.length === 0) return
  walk.draft.later.push(() => {
    for (const [node, type] of found) walk.draft.facts.types[type] = node.type === 'TSTypeAliasDeclaration' ? factOf(walk, node.typeAnnotation, at) : interfaceOf(walk, node, at)
  })
}

function interfaceOf(walk: Walk, node: Node, at: At): TypeFact {
  return {
    is: 'object',
    members: members(walk, node.body.body, at),
    extends: ((node.extends ?? []) as Node[]).flatMap(e => typeOf(walk, { type: 'TSTypeReference', typeName: e.expression, typeArguments: e.typeArguments, start: e.start, end: e.end }, at) ?? []),
  }
}

function members(walk: Walk, nodes: Node[], at: At) {
  return nodes.flatMap(member => {
    if (member.type !== 'TSPropertySignature' && member.type !== 'TSMethodSignature') return []
    const name = keyName(member.key, member.computed)
    return name === undefined ? [] : [{ name, type: member.type === 'TSPropertySignature' || member.kind === 'get' ? typeOf(walk, member.typeAnnotation ?? member.returnType, at) : functionType(walk, member, at) }]
  })
}

/** A function of which only the type is known. */
export function functionType(walk: Walk, { returnType }: Node, at: At): TypeRef {
  return walk.draft.facts.types.push({ is: 'function', returns: typeOf(walk, returnType, at) }) - 1
}

/** What an annotation names, or nothing where there is none. */
export function typeOf(walk: Walk, node: Node | null | undefined, at: At): TypeRef | undefined {
  if (!node) return undefined
  const known = node.type === 'TSTypeReference' && node.typeName.type === 'Identifier' ? at.scope.findType(node.typeName.name) : undefined
  return known ?? walk.draft.facts.types.push(factOf(walk, node, at)) - 1
}

function factOf(walk: Walk, node: Node, at: At): TypeFact {
  const all = (nodes: Node[]): TypeRef[] => nodes.flatMap(n => typeOf(walk, n, at) ?? [])
  switch (node.type) {
    case 'TSTypeAnnotation': return factOf(walk, node.typeAnnotation, at)
    case 'TSParenthesizedType': case 'TSOptionalType': case 'TSTypeOperator': return factOf(walk, node.typeAnnotation, at)
    case 'TSTypeReference': {
      const known = node.typeName.type === 'Identifier' ? at.scope.findType(node.typeName.name) : undefined
      if (known !== undefined) return { is: 'union', of: [known] }
      return { is: 'name', of: entity(walk, node.typeName, at), args: all(node.typeArguments?.params ?? []) }
    }
    case 'TSTypeQuery': return { is: 'typeof', of: entity(walk, node.exprName, at) }
    case 'TSImportType': return importType(walk, node)
    case 'TSTypeLiteral': return { is: 'object', members: members(walk, node.members, at) }
    case 'TSUnionType': return { is: 'union', of: all(node.types) }
    case 'TSIntersectionType': return { is: 'intersection', of: all(node.types) }
    case 'TSArrayType': return { is: 'array', of: typeOf(walk, node.elementType, at)! }
    case 'TSIndexedAccessType': {
      const name = node.indexType.type === 'TSLiteralType' && node.indexType.literal.type === 'Literal' ? node.indexType.literal.value : undefined
      return typeof name === 'string' || typeof name === 'number' ? { is: 'member', of: typeOf(walk, node.objectType, at)!, name: `${name}` } : { is: 'unknown' }
    }
    case 'TSFunctionType': return { is: 'function', returns: typeOf(walk, node.returnType, at) }
    case 'TSLiteralType': return node.literal.type === 'Literal' ? { is: 'literal', value: node.literal.value } : { is: 'unknown' }
  }
  const keyword = /^TS(\w+)Keyword$/.exec(node.type)
  return keyword ? { is: 'keyword', name: keyword[1]!.toLowerCase() } : { is: 'unknown' }
}

/** `A` or `A.B` as a value; a use as a type is no read of it. */
function entity(walk: Walk, node: Node, at: At): ValueRef {
  if (node.type === 'TSQualifiedName') return walk.draft.value({ is: 'member', of: entity(walk, node.left, at), name: node.right.name })
  if (node.type === 'MemberExpression') return walk.draft.value({ is: 'member', of: entity(walk, node.object, at), name: node.property.name })
  return node.type === 'Identifier' ? walk.draft.name(node.name, at) : walk.draft.unknown()
}

/** `import('pg').Pool` */
function importType(walk: Walk, node: Node): TypeFact {
  const from = node.source?.value ?? node.argument?.literal?.value
  const name = node.qualifier?.type === 'Identifier' ? node.qualifier.name : undefined
  if (typeof from !== 'string' || name === undefined) return { is: 'unknown' }
  return { is: 'name', of: walk.draft.value({ is: 'import', from, name, typeOnly: true }), args: [] }
}
