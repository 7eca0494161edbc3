import { parseSync } from 'oxc-parser'
import { children } from './children.js'
import type { Node } from './draft.js'

interface Comment {
  type: 'Line' | 'Block'
  value: string
  end: number
}

/** What one comment says of the code behind it. */
interface Doc {
  type?: Node
  /** By the name of the parameter, in the order of the comment. */
  parameters: Map<string, Node>
  returns?: Node
  /** Names that it gives to types. */
  types: { name: string; type: Node }[]
}

const TYPED = /@(?:type|param|arg|argument|returns?|typedef)\b[^{]*\{/
const TAG = /@(type|param|arg|argument|returns?|typedef|property|prop)\s*\{/g
const NAME = /^\s*\[?([\w$.]+)/

/**
 * Writes the types that JSDoc comments give into the tree, as if they stood there as annotations: what reads the tree need not know of them.
 * Only for JavaScript; in TypeScript nobody believes them.
 */
export function annotate(program: Node, text: string, comments: Comment[]): void {
  const docs = new Map<number, Doc>()
  const named: Node[] = []
  for (const comment of comments) {
    if (comment.type !== 'Block' || !comment.value.startsWith('*') || !TYPED.test(comment.value)) continue
    const doc = docOf(comment.value)
    named.push(...doc.types.map(aliasOf))
    if (doc.type || doc.parameters.size > 0 || doc.returns) docs.set(nextCode(text, comment.end), doc)
  }
  if (docs.size > 0) place(program, docs, text)
  if (named.length > 0) program.body = [...named, ...program.body]
}

/** `@typedef` is an exported alias. */
function aliasOf({ name, type }: { name: string; type: Node }): Node {
  const at = { start: 0, end: 0 }
  const declaration: Node = { ...at, type: 'TSTypeAliasDeclaration', id: { ...at, type: 'Identifier', name }, typeAnnotation: type }
  return { ...at, type: 'ExportNamedDeclaration', declaration, specifiers: [] }
}

function docOf(comment: string): Doc {
  const text = comment.replace(/^[ \t]*\*+/gm, '')
  const doc: Doc = { parameters: new Map(), types: [] }
  let properties: Node[] | undefined
  for (const { 1: tag, 0: opened, index } of text.matchAll(TAG)) {
    const open = index + opened.length
    const close = closing(text, open)
    if (close === undefined) continue
    const type = typeIn(text.slice(open, close))
    const name = NAME.exec(text.slice(close + 1))?.[1]
    if (tag === 'type') doc.type ??= type
    else if (tag === 'return' || tag === 'returns') doc.returns ??= type
    else if (name === undefined) continue
    else if (tag === 'typedef') {
      properties = undefined
      if (!/^\s*object\s*$/i.test(text.slice(open, close))) doc.types.push({ name, type: type ?? UNKNOWN })
      else doc.types.push({ name, type: { ...UNKNOWN, type: 'TSTypeLiteral', members: (properties = []) } })
    } else if (tag === 'property' || tag === 'prop') properties?.push(memberOf(name, type))
    else parameter(doc, name, type)
  }
  return doc
}

/** A type that says nothing. */
const UNKNOWN: Node = { type: 'TSUnknownKeyword', start: 0, end: 0 }

function memberOf(name: string, type: Node | undefined): Node {
  return { type: 'TSPropertySignature', key: { type: 'Identifier', name, start: 0, end: 0 }, computed: false, typeAnnotation: type, start: 0, end: 0 }
}

/** `@param {T} options.http` is a part of what `options` is. */
function parameter({ parameters }: Doc, name: string, type: Node | undefined): void {
  const [root = name, part, ...deeper] = name.split('.')
  if (part === undefined) parameters.set(root, type ?? UNKNOWN)
  else if (deeper.length === 0) {
    const known = parameters.get(root)
    const members: Node[] = known?.type === 'TSTypeLiteral' ? known.members : []
    parameters.set(root, { ...UNKNOWN, type: 'TSTypeLiteral', members: [...members, memberOf(part, type)] })
  }
}

/** Where the brace closes that was opened before `from`. */
function closing(text: string, from: number): number | undefined {
  let depth = 1
  for (let i = from; i < text.length; i++) {
    if (text[i] === '{') depth++
    else if (text[i] === '}' && --depth === 0) return i
  }
  return undefined
}

/** A type as JSDoc writes it: TypeScript's own, with a few older ways. Undefined where it names nothing. */
function typeIn(written: string): Node | undefined {
  const text = written.trim().replace(/^\.\.\./, '').replace(/^[?!]|[=?]$/g, '').replace(/\b(Array|Promise)\.</g, '$1<').replace(/\bObject\.?</g, 'Record<')
  if (!/[A-Za-z_$]/.test(text) || /^(?:string|number|boolean|any|object|void|unknown|function)$/i.test(text)) return undefined
  const { program, errors } = parseSync('type.ts', `type T = ${text}`, { lang: 'ts' })
  const [alias] = program.body as unknown as Node[]
  return errors.length === 0 && alias?.type === 'TSTypeAliasDeclaration' ? alias.typeAnnotation : undefined
}

/** Where the code behind a comment begins. */
function nextCode(text: string, from: number): number {
  return from + /^(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/.exec(text.slice(from, from + 400))![0].length
}

function place(node: Node, docs: Map<number, Doc>, text: string): void {
  const doc = node.type === 'Program' ? undefined : docs.get(node.start)
  // A bracket that begins no function is a cast, whose type is for what stands in it.
  if (doc && (text[node.start] !== '(' || node.type === 'ArrowFunctionExpression')) {
    docs.delete(node.start)
    apply(node, doc)
  }
  for (const child of children(node)) {
    const cast = child.start > 0 && text[child.start - 1] === '(' ? docs.get(child.start - 1)?.type : undefined
    // `/** @type {T} */ (x)`: of all that begins there, what the bracket closes behind.
    if (cast && /^\s*\)/.test(text.slice(child.end, child.end + 40))) {
      docs.delete(child.start - 1)
      wrap(node, child, cast)
    }
    place(child, docs, text)
  }
}

function wrap(parent: Node, child: Node, type: Node): void {
  const typed: Node = { type: 'TSAsExpression', expression: child, typeAnnotation: type, start: child.start, end: child.end }
  for (const [key, value] of Object.entries(parent)) {
    if (value === child) parent[key] = typed
    else if (Array.isArray(value) && value.includes(child)) parent[key] = value.map(item => item === child ? typed : item as Node)
  }
}

/** Gives what a doc says to the first thing behind it that can take it. */
function apply(node: Node, doc: Doc): void {
  switch (node.type) {
    case 'ExportNamedDeclaration': case 'ExportDefaultDeclaration': if (node.declaration) apply(node.declaration, doc); break
    case 'ExpressionStatement': if (node.expression.type === 'AssignmentExpression') apply(node.expression, doc); break
    case 'VariableDeclaration': {
      const [first] = node.declarations as Node[]
      if (doc.type && first!.id.type === 'Identifier') first!.id.typeAnnotation = doc.type
      if (first!.init) apply(first!.init, doc)
      break
    }
    case 'AssignmentExpression':
      if (doc.type) wrap(node, node.right, doc.type)
      else apply(node.right, doc)
      break
    case 'PropertyDefinition':
      if (doc.type) node.typeAnnotation = doc.type
      if (node.value) apply(node.value, doc)
      break
    case 'MethodDefinition': case 'Property': apply(node.value, doc); break
    case 'AssignmentPattern': apply(node.left, doc); break
    case 'Identifier': if (doc.type) node.typeAnnotation = doc.type; break
    case 'FunctionDeclaration': case 'FunctionExpression': case 'ArrowFunctionExpression': applyTo(node, doc); break
  }
}

function applyTo(fn: Node, { parameters, returns }: Doc): void {
  const inOrder = [...parameters.values()]
  for (const [i, given] of (fn.params as Node[]).entries()) {
    const pattern: Node = given.type === 'AssignmentPattern' ? given.left : given
    const type = pattern.type === 'Identifier' ? parameters.get(pattern.name) : pattern.type === 'ObjectPattern' ? inOrder[i] : undefined
    if (type) pattern.typeAnnotation ??= type
  }
  if (returns) fn.returnType ??= returns
}
