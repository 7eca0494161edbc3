import type { Block } from './facts.js'
import { keyName, Scope, type At, type Node, type Walk } from './draft.js'
import { children } from './children.js'
import { exported, imported } from './modules.js'
import { declareTypes } from './types.js'

type Visit = (walk: Walk, node: Node, at: At) => void

/** Walks the statements of one scope: names first, so that code may use what stands below it. */
export function statements(walk: Walk, nodes: Node[], at: At): void {
  declareTypes(walk, nodes, at)
  for (const node of nodes) hoist(walk, node, at)
  for (const node of nodes) walk.statement(node, at)
}

export function statement(walk: Walk, node: Node, at: At): void {
  const visit = VISIT[node.type]
  if (visit) visit(walk, node, at)
  else if (isExpression(node)) walk.expression(node, at)
  else for (const child of children(node)) walk.statement(child, at)
}

/** Type syntax holds no code; everything that is neither a statement nor a piece of syntax is an expression. */
function isExpression(node: Node): boolean {
  return EXPRESSION.test(node.type)
}
const EXPRESSION = /Expression$|^(?:Identifier|Literal|TemplateLiteral|Super|TSTypeAssertion|JSXElement|JSXFragment)$/

const VISIT: Record<string, Visit> = {
  ExpressionStatement: (walk, node, at) => {
    const value = walk.expression(node.expression, at)
    drop(walk, value)
  },
  VariableDeclaration: (walk, node, at) => { for (const d of node.declarations) declarator(walk, d, at) },
  FunctionDeclaration: (walk, node, at) => {
    const value = walk.draft.value({ is: 'function', function: walk.function(node, at) })
    if (node.id && node.body) walk.draft.assign(at.scope.find(node.id.name), value, at)
  },
  ClassDeclaration: (walk, node, at) => {
    const value = walk.draft.value({ is: 'class', class: walk.class(node, at) })
    if (node.id) walk.draft.assign(at.scope.find(node.id.name), value, at)
  },
  ReturnStatement: (walk, node, at) => {
    if (!node.argument) return
    const value = walk.expression(node.argument, at)
    if (at.function !== undefined) walk.draft.facts.functions[at.function]!.returns.push(value)
  },
  ThrowStatement: (walk, node, at) => {
    const value = walk.expression(node.argument, at)
    if (at.function !== undefined) walk.draft.facts.functions[at.function]!.throws.push(value)
  },
  BlockStatement: (walk, node, at) => walk.statements(node.body, { ...at, scope: new Scope(at.scope) }),
  IfStatement: (walk, node, at) => {
    const test = walk.expression(node.test, at)
    inBlock(walk, 'branch', node.consequent, at, { test, leaves: leaves(node.consequent) })
    if (node.alternate) inBlock(walk, 'branch', node.alternate, at, { test, negated: true, leaves: leaves(node.alternate) })
  },
  SwitchStatement: (walk, node, at) => {
    walk.expression(node.discriminant, at)
    const inside = { ...at, scope: new Scope(at.scope) }
    for (const c of node.cases as Node[]) for (const s of c.consequent as Node[]) hoist(walk, s, inside)
    for (const c of node.cases as Node[]) {
      if (c.test) walk.expression(c.test, inside)
      const block = enter(walk, 'branch', c, inside)
      for (const s of c.consequent as Node[]) walk.statement(s, block)
    }
  },
  TryStatement: (walk, node, at) => {
    inBlock(walk, 'try', node.block, at)
    if (node.handler) {
      const inside = enter(walk, 'catch', node.handler, { ...at, scope: new Scope(at.scope) })
      if (node.handler.param) {
        walk.declare(node.handler.param, 'catch', inside)
        walk.bind(node.handler.param, walk.draft.unknown(), inside)
      }
      walk.statement(node.handler.body, inside)
    }
    if (node.finalizer) inBlock(walk, 'finally', node.finalizer, at)
  },
  WhileStatement: (walk, node, at) => {
    const inside = enter(walk, 'loop', node, at)
    walk.expression(node.test, inside)
    walk.statement(node.body, inside)
  },
  DoWhileStatement: (walk, node, at) => {
    const inside = enter(walk, 'loop', node, at)
    walk.statement(node.body, inside)
    walk.expression(node.test, inside)
  },
  ForStatement: (walk, node, at) => {
    const outside = { ...at, scope: new Scope(at.scope) }
    if (node.init) { hoist(walk, node.init, outside); walk.statement(node.init, outside) }
    const inside = enter(walk, 'loop', node, outside)
    for (const part of [node.test, node.update]) if (part) walk.expression(part, inside)
    walk.statement(node.body, inside)
  },
  ForInStatement: forEach,
  ForOfStatement: forEach,
  ImportDeclaration: imported,
  ExportNamedDeclaration: exported,
  ExportDefaultDeclaration: exported,
  ExportAllDeclaration: exported,
  TSExportAssignment: exported,
  TSImportEqualsDeclaration: imported,
  TSEnumDeclaration: enumeration,
  TSModuleDeclaration: (walk, node, at) => {
    // What a namespace exports belongs to it, not to the file.
    if (node.body?.body) walk.statements(node.body.body, { ...at, scope: new Scope(at.scope), namespace: true })
  },
  TSTypeAliasDeclaration: () => {},
  TSInterfaceDeclaration: () => {},
  TSDeclareFunction: () => {},
}

/** Enters the names that a statement declares in its own scope, and any `var` below it. */
function hoist(walk: Walk, node: Node, at: At): void {
  const inner: Node = EXPORT.test(node.type) && node.declaration ? node.declaration : node
  switch (inner.type) {
    case 'VariableDeclaration':
      for (const d of inner.declarations) walk.declare(d.id, inner.kind === 'var' ? 'var' : inner.kind === 'let' ? 'let' : 'const', at)
      return
    case 'FunctionDeclaration': case 'TSDeclareFunction': if (inner.id) walk.draft.declare(inner.id.name, 'function', inner.id, at); return
    case 'ClassDeclaration': if (inner.id) walk.draft.declare(inner.id.name, 'class', inner.id, at); return
    case 'TSEnumDeclaration': walk.draft.declare(inner.id.name, 'enum', inner.id, at); return
    case 'TSModuleDeclaration': if (inner.id.name && inner.kind !== 'global') walk.draft.declare(inner.id.name, 'namespace', inner.id, at); return
    case 'ImportDeclaration': for (const s of inner.specifiers as Node[]) walk.draft.declare(s.local.name, 'import', s.local, at); return
    case 'TSImportEqualsDeclaration': walk.draft.declare(inner.id.name, 'import', inner.id, at); return
  }
  if (NESTING.test(inner.type)) hoistVars(walk, inner, at)
}

const EXPORT = /^Export(?:Named|Default)Declaration$/
const NESTING = /^(?:Block|If|For|ForIn|ForOf|While|DoWhile|Try|Switch|Labeled)Statement$|^(?:SwitchCase|CatchClause)$/

function hoistVars(walk: Walk, node: Node, at: At): void {
  for (const child of children(node))
    if (child.type === 'VariableDeclaration' && child.kind === 'var') for (const d of child.declarations) walk.declare(d.id, 'var', at)
    else if (NESTING.test(child.type)) hoistVars(walk, child, at)
}

function declarator(walk: Walk, node: Node, at: At): void {
  if (!node.init) {
    const binding = node.id.type === 'Identifier' ? walk.draft.binding(at.scope.find(node.id.name)!) : undefined
    if (!binding) return
    if (binding.kind !== 'parameter' && binding.values.length === 0) binding.unset = true
    if (node.id.typeAnnotation) binding.type ??= walk.type(node.id.typeAnnotation, at)
    return
  }
  const name = node.id.type === 'Identifier' ? node.id.name : undefined
  const value = named(walk, node.init, at, name)
  walk.bind(node.id, value, at)
  noteImportedNames(walk, node, at)
}

/** A function or class without a name of its own takes the variable's. */
function named(walk: Walk, init: Node, at: At, name: string | undefined) {
  if (init.type === 'ArrowFunctionExpression' || init.type === 'FunctionExpression') return walk.draft.value({ is: 'function', function: walk.function(init, at, name) })
  if (init.type === 'ClassExpression') return walk.draft.value({ is: 'class', class: walk.class(init, at, name) })
  return walk.expression(init, at)
}

/** `const { a, b: c } = require('x')` and `const x = await import('x')` import by name as a declaration does. */
function noteImportedNames(walk: Walk, node: Node, at: At): void {
  const init: Node = node.init.type === 'AwaitExpression' ? node.init.argument : node.init
  const required = init.type === 'CallExpression' && init.callee.name === 'require'
  const literal: Node | undefined = required ? init.arguments[0] : init.type === 'ImportExpression' ? init.source : undefined
  const { imports } = walk.draft.facts
  const index = literal === undefined ? -1 : imports.findLastIndex(i => i.start === literal.start)
  if (index < 0) return
  const names: [string, Node][] = node.id.type === 'Identifier'
    ? [[required ? '=' : '*', node.id]]
    : node.id.type === 'ObjectPattern'
      ? (node.id.properties as Node[]).flatMap((p): [string, Node][] => {
        const name = p.type === 'Property' ? keyName(p.key, p.computed) : undefined
        return name === undefined ? [] : [[name, p.value]]
      })
      : []
  for (const [name, local] of names) {
    // A name that is taken apart further is read by that.
    const plain = local.type === 'Identifier'
    const binding = plain ? at.scope.find(local.name) : undefined
    const entry = imports[index]!.names.push({ name, local: plain ? local.name : undefined, reads: plain ? 0 : 1, start: local.start, end: local.end }) - 1
    if (binding !== undefined) walk.draft.importedBindings.push({ import: index, name: entry, binding })
  }
}

function forEach(walk: Walk, node: Node, at: At): void {
  const { draft } = walk
  const of = walk.expression(node.right, at)
  const inside = enter(walk, 'loop', node, { ...at, scope: new Scope(at.scope) })
  const value = node.type === 'ForOfStatement' ? draft.value({ is: 'element', of, key: draft.unknown() }) : draft.unknown()
  if (node.left.type === 'VariableDeclaration') {
    for (const d of node.left.declarations) {
      walk.declare(d.id, node.left.kind === 'var' ? 'var' : 'loop', inside)
      walk.bind(d.id, value, inside)
    }
  } else walk.bind(node.left, value, inside)
  walk.statement(node.body, inside)
}

function enter(walk: Walk, kind: Block['kind'], node: Node, at: At, asks?: Pick<Block, 'test' | 'negated' | 'leaves'>): At {
  const block = walk.draft.facts.blocks.push({ kind, ...asks, parent: at.block, function: at.function, start: node.start, end: node.end }) - 1
  return { ...at, block }
}

function inBlock(walk: Walk, kind: Block['kind'], node: Node, at: At, asks?: Pick<Block, 'test' | 'negated' | 'leaves'>): void {
  walk.statement(node, enter(walk, kind, node, at, asks))
}

/** Whether a statement always returns or throws at its end. */
function leaves(node: Node): true | undefined {
  const last: Node | undefined = node.type === 'BlockStatement' ? node.body.at(-1) : node
  return last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement' || undefined
}

function drop(walk: Walk, value: number): void {
  const { facts } = walk.draft
  const dropped = facts.values[value]!
  if (dropped.is === 'await') drop(walk, dropped.of)
  else if (dropped.is === 'call') facts.calls[dropped.call]!.dropped = true
}

/** An enum is an object whose missing values count upwards. */
function enumeration(walk: Walk, node: Node, at: At): void {
  const { draft } = walk
  let next: number | undefined = 0
  const entries = (node.body?.members ?? node.members as Node[]).flatMap((m: Node) => {
    const name = m.id.name ?? m.id.value
    const value = m.initializer ? walk.expression(m.initializer, at) : next === undefined ? draft.unknown() : draft.value({ is: 'literal', value: next })
    const known = draft.facts.values[value]!
    next = known.is === 'literal' && typeof known.value === 'number' ? known.value + 1 : undefined
    return typeof name === 'string' ? [{ is: 'property' as const, name, value, start: m.start, end: m.end }] : []
  })
  draft.assign(at.scope.find(node.id.name), draft.value({ is: 'object', entries, start: node.start, end: node.end }), at)
}
