import { Node, Project, SyntaxKind, type ArrayLiteralExpression, type CallExpression, type Expression, type SourceFile, VariableDeclarationKind } from 'ts-morph'

/** What came of adding the plugin to the text of an ESLint configuration. */
export type Edited =
  | { is: 'edited'; text: string }
  /** It names the plugin already, in whatever form. */
  | { is: 'there' }
  /** It is written in a way that is for a person to change. */
  | { is: 'left'; why: string }

/** Where the plugin's configuration may be put: among the items of a list, the arguments of a call, or beside a value that is not to be seen through. */
type Place = { is: 'list'; node: ArrayLiteralExpression } | { is: 'arguments'; node: CallExpression } | { is: 'beside'; node: Expression; waits: boolean }

interface Insertion {
  at: number
  text: string
}

const PLUGIN = 'eslint-plugin-bulkhead'
const DEPTH = 8

/** By module, the functions that take configurations as their arguments or as a list. */
const TAKES_CONFIGS: Record<string, string[]> = {
  'eslint/config': ['defineConfig'],
  '@eslint/config-helpers': ['defineConfig'],
  'typescript-eslint': ['config', 'default.config'],
}

/**
 * Adds the plugin's recommended configuration to the text of a flat configuration, and changes nothing else of it: only insertions are made.
 * `javascriptAlone` holds the rules to JavaScript, where no parser for TypeScript is to be had.
 */
export function withPlugin(text: string, name: string, { javascriptAlone = false } = {}): Edited {
  const source = new Project({ useInMemoryFileSystem: true, skipLoadingLibFiles: true, compilerOptions: { allowJs: true } }).createSourceFile(`/${name}`, text)
  if (source.getDescendantsOfKind(SyntaxKind.StringLiteral).some(literal => literal.getLiteralValue() === PLUGIN)) return { is: 'there' }
  const exported = exportedBy(source)
  if (exported === undefined) return { is: 'left', why: 'it exports nothing that can be read as a configuration' }
  const place = placeIn(exported)
  if (place === undefined) return { is: 'left', why: 'it exports a function, which ESLint does not call' }

  const word = source.getDescendantsOfKind(SyntaxKind.Identifier).some(identifier => identifier.getText() === 'bulkhead') ? 'bulkheadPlugin' : 'bulkhead'
  const entry = javascriptAlone ? `{ ...${word}.configs.recommended, files: ['**/*.{js,mjs,cjs}'] }` : `${word}.configs.recommended`
  const insertions = [...imported(source, word), ...entered(place, quotedAs(source, entry), source)]
  return { is: 'edited', text: insertions.toSorted((a, b) => b.at - a.at).reduce((sofar, { at, text: more }) => sofar.slice(0, at) + more + sofar.slice(at), text) }
}

/** The value that a configuration exports, as ES module, as CommonJS or in TypeScript's own way. */
function exportedBy(source: SourceFile): Expression | undefined {
  const assignment = source.getExportAssignments().at(-1)
  if (assignment) return assignment.getExpression()
  const renamed = source.getExportDeclarations().flatMap(one => one.getNamedExports()).find(one => one.getAliasNode()?.getText() === 'default')
  const local = renamed?.getNameNode()
  if (Node.isIdentifier(local)) return valueNamed(local.getText(), source)
  return source.getStatements().flatMap(statement => {
    const expression = Node.isExpressionStatement(statement) ? statement.getExpression() : undefined
    return Node.isBinaryExpression(expression) && expression.getLeft().getText() === 'module.exports' ? [expression.getRight()] : []
  }).at(-1)
}

/** What a constant of the file is; what may be given another value later is not to be known. */
function valueNamed(name: string, source: SourceFile): Expression | undefined {
  const declaration = source.getVariableDeclaration(name)
  return declaration?.getVariableStatement()?.getDeclarationKind() === VariableDeclarationKind.Const ? declaration.getInitializer() : undefined
}

/** The place for one more configuration; undefined where the value is a function that nobody calls. */
function placeIn(exported: Expression): Place | undefined {
  const beside = (node: Expression): Place => ({ is: 'beside', node, waits: mayBeAPromise(bare(node)) })
  const within = (node: Expression, depth: number): Place | undefined => {
    const value = bare(node)
    if (Node.isArrayLiteralExpression(value)) return { is: 'list', node: value }
    if (depth > DEPTH) return undefined
    if (Node.isIdentifier(value)) {
      const named = valueNamed(value.getText(), value.getSourceFile())
      return named && within(named, depth + 1)
    }
    if (!Node.isCallExpression(value)) return undefined
    if (takesConfigs(value)) {
      const [only, ...others] = value.getArguments()
      const list = only !== undefined && others.length === 0 && Node.isExpression(only) ? bare(only) : undefined
      return Node.isArrayLiteralExpression(list) ? { is: 'list', node: list } : { is: 'arguments', node: value }
    }
    const given = returnedBy(bare(value.getExpression()))
    return given && within(given, depth + 1)
  }
  const value = bare(exported)
  const meant = Node.isIdentifier(value) ? bare(valueNamed(value.getText(), value.getSourceFile()) ?? value) : value
  const isFunction = Node.isArrowFunction(meant) || Node.isFunctionExpression(meant) || Node.isIdentifier(meant) && meant.getSourceFile().getFunction(meant.getText()) !== undefined
  return isFunction ? undefined : within(exported, 0) ?? beside(exported)
}

/** A value without what only TypeScript reads, and without parentheses. */
function untyped(node: Expression): Expression {
  return Node.isParenthesizedExpression(node) || Node.isAsExpression(node) || Node.isSatisfiesExpression(node) || Node.isNonNullExpression(node) ? untyped(node.getExpression()) : node
}

/** The same, and what is waited for in place of the waiting. */
function bare(node: Expression): Expression {
  const value = untyped(node)
  return Node.isAwaitExpression(value) ? bare(value.getExpression()) : value
}

/** What a function that is called on the spot returns, where that is one thing. */
function returnedBy(called: Expression): Expression | undefined {
  if (!Node.isArrowFunction(called) && !Node.isFunctionExpression(called)) return undefined
  const body = called.getBody()
  if (Node.isExpression(body)) return body
  const returns = body.getDescendantsOfKind(SyntaxKind.ReturnStatement).filter(one => one.getFirstAncestor(isFunction) === called)
  return returns.length === 1 ? returns[0]!.getExpression() : undefined
}

function isFunction(node: Node): boolean {
  return Node.isFunctionLikeDeclaration(node) || Node.isFunctionExpression(node) || Node.isArrowFunction(node)
}

function takesConfigs(call: CallExpression): boolean {
  const origin = originOf(call.getExpression())
  return origin !== undefined && (TAKES_CONFIGS[origin.module]?.includes(origin.path) ?? false)
}

/** The module that a callee comes from, and the path in it: `tseslint.config` is `default.config` of `typescript-eslint`. */
function originOf(callee: Expression): { module: string; path: string } | undefined {
  if (Node.isPropertyAccessExpression(callee)) {
    const owner = originOf(callee.getExpression())
    return owner && { module: owner.module, path: owner.path === '' ? callee.getName() : `${owner.path}.${callee.getName()}` }
  }
  if (!Node.isIdentifier(callee)) return undefined
  const name = callee.getText()
  for (const declaration of callee.getSourceFile().getImportDeclarations()) {
    const module = declaration.getModuleSpecifierValue()
    if (declaration.getDefaultImport()?.getText() === name) return { module, path: 'default' }
    if (declaration.getNamespaceImport()?.getText() === name) return { module, path: '' }
    const named = declaration.getNamedImports().find(one => (one.getAliasNode() ?? one.getNameNode()).getText() === name)
    if (named) return { module, path: named.getName() }
  }
  return requiredAs(name, callee.getSourceFile())
}

function requiredAs(name: string, source: SourceFile): { module: string; path: string } | undefined {
  for (const declaration of source.getVariableDeclarations()) {
    const module = moduleRequired(declaration.getInitializer())
    if (module === undefined) continue
    const named = declaration.getNameNode()
    if (named.getText() === name) return { module, path: '' }
    const element = Node.isObjectBindingPattern(named) ? named.getElements().find(one => one.getName() === name) : undefined
    if (element) return { module, path: element.getPropertyNameNode()?.getText() ?? name }
  }
  return undefined
}

function moduleRequired(value: Expression | undefined): string | undefined {
  const [argument] = Node.isCallExpression(value) && value.getExpression().getText() === 'require' ? value.getArguments() : []
  return Node.isStringLiteral(argument) ? argument.getLiteralValue() : undefined
}

/** Methods of lists and calls of compatibility layers answer at once; of any other call nobody knows. */
function mayBeAPromise(value: Expression): boolean {
  if (!Node.isCallExpression(value)) return Node.isIdentifier(value)
  const callee = value.getExpression()
  return !Node.isPropertyAccessExpression(callee) || callee.getExpression().getText() === 'Promise'
}

/** How the plugin is brought into the file: behind the other imports, in the manner of the file. */
function imported(source: SourceFile, word: string): Insertion[] {
  const end = hasSemicolons(source) ? ';' : ''
  const line = isModule(source) ? `import ${word} from '${PLUGIN}'${end}` : `const { default: ${word} } = require('${PLUGIN}')${end}`
  const before = isModule(source)
    ? source.getImportDeclarations()
    : source.getVariableStatements().filter(one => one.getDeclarations().some(declaration => moduleRequired(declaration.getInitializer()) !== undefined))
  const last = before.at(-1)
  const written = quotedAs(source, line)
  if (last) return [{ at: endOfLine(source.getFullText(), last.getEnd()), text: `${newline(source)}${written}` }]
  const first = source.getStatements().find(statement => !isDirective(statement))
  return [{ at: first?.getStart(true) ?? source.getEnd(), text: `${written}${newline(source)}${newline(source)}` }]
}

function isModule(source: SourceFile): boolean {
  return source.getImportDeclarations().length > 0 || source.getExportAssignments().length > 0 || source.getExportDeclarations().length > 0
}

function isDirective(statement: Node): boolean {
  return Node.isExpressionStatement(statement) && Node.isStringLiteral(statement.getExpression())
}

function entered(place: Place, entry: string, source: SourceFile): Insertion[] {
  if (place.is === 'beside') return besideOf(place, entry, source)
  const { node } = place
  const items = place.is === 'list' ? place.node.getElements() : place.node.getArguments()
  const close = node.getEnd() - 1
  const last = items.at(-1)
  if (!last) return [{ at: close, text: entry }]
  const text = source.getFullText()
  const comma = commaAfter(text, last.getEnd(), close)
  const after = comma ?? last.getEnd()
  const ownLine = text.slice(last.getEnd(), close).includes('\n')
  if (!ownLine) return [{ at: after, text: `${comma === undefined ? ',' : ''} ${entry}` }]
  const margin = indentOf(text, last.getStart())
  const insertion = { at: Math.min(endOfLine(text, after), close), text: `${newline(source)}${margin}${entry}${comma === undefined ? '' : ','}` }
  return comma === undefined ? [{ at: last.getEnd(), text: ',' }, insertion] : [insertion]
}

/** A list of what was there and ours; flattened, because ESLint takes no list in a list. */
function besideOf({ node, waits }: Place & { is: 'beside' }, entry: string, source: SourceFile): Insertion[] {
  const value = untyped(node)
  const around = (before: string, after: string) => [{ at: value.getStart(), text: before }, { at: value.getEnd(), text: after }]
  if (Node.isObjectLiteralExpression(value)) return around('[', `, ${entry}]`)
  if (!waits || Node.isAwaitExpression(value)) return around('[', `, ${entry}].flat()`)
  return isModule(source) ? around('[await ', `, ${entry}].flat()`) : around('(async () => [await ', `, ${entry}].flat())()`)
}

/** The end of the comma behind an item, past what is said about it in between. */
function commaAfter(text: string, from: number, to: number): number | undefined {
  const between = text.slice(from, to).replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, comment => ' '.repeat(comment.length))
  const at = between.indexOf(',')
  return at < 0 ? undefined : from + at + 1
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from)
  const end = at < 0 ? text.length : at
  return text[end - 1] === '\r' ? end - 1 : end
}

function indentOf(text: string, at: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', at - 1) + 1))![0]
}

function newline(source: SourceFile): string {
  return source.getFullText().includes('\r\n') ? '\r\n' : '\n'
}

function hasSemicolons(source: SourceFile): boolean {
  const [ending, all] = [source.getStatements().filter(one => one.getText().endsWith(';')), source.getStatements()]
  return ending.length * 2 > all.length
}

/** The same with the quotes of the file. */
function quotedAs(source: SourceFile, code: string): string {
  const literals = source.getDescendantsOfKind(SyntaxKind.StringLiteral).map(literal => literal.getText()[0])
  return literals.filter(quote => quote === '"').length * 2 > literals.length ? code.replaceAll("'", '"') : code
}
