import { Node, Project, type Expression, type SourceFile } from 'ts-morph'

/** What cannot be read without running the code: a function, a call. */
export class Unread {
  constructor(readonly text: string) {}
}

/** What is written down in a configuration. Nothing of it is ever run. */
export type Data = string | number | boolean | null | undefined | Unread | Data[] | { [key: string]: Data }

const DEPTH = 20

/** A configuration in JavaScript, TypeScript or JSON, to be read as data. */
export function parsed(text: string, name: string): SourceFile {
  const project = new Project({ useInMemoryFileSystem: true, skipLoadingLibFiles: true, compilerOptions: { allowJs: true } })
  return /\.(?:json|eslintrc)$/.test(name) ? project.createSourceFile('/data.js', `export default ${text}`) : project.createSourceFile(`/${name.replaceAll('/', '-')}`, text)
}

/** What every property of that name holds, wherever it stands in the file. */
export function valuesOf(key: string, source: SourceFile): Data[] {
  return source.getDescendants().flatMap(node => Node.isPropertyAssignment(node) && nameOf(node.getNameNode()) === key ? [dataOf(node.getInitializer())] : [])
}

/** What a file exports, by the names that are looked for, as default or as CommonJS. */
export function exportedData(source: SourceFile, ...names: string[]): Data {
  for (const name of names) {
    const value = source.getVariableDeclaration(name)?.getInitializer()
    if (value) return dataOf(value)
  }
  const assigned = source.getStatements().flatMap(statement => {
    const expression = Node.isExpressionStatement(statement) ? statement.getExpression() : undefined
    return Node.isBinaryExpression(expression) && expression.getLeft().getText() === 'module.exports' ? [expression.getRight()] : []
  }).at(-1)
  return dataOf(source.getExportAssignments().at(-1)?.getExpression() ?? assigned)
}

/** The items of a list; one thing that is no list is a list of it. */
export function listed(data: Data): Data[] {
  return Array.isArray(data) ? data : data === undefined || data === null ? [] : [data]
}

/** The entries of an object; nothing else has any. */
export function entriesOf(data: Data): [string, Data][] {
  return isRecord(data) ? Object.entries(data) : []
}

/** What an object holds under a key. */
export function at(data: Data, key: string): Data {
  return isRecord(data) && Object.hasOwn(data, key) ? data[key] : undefined
}

/** The texts of a list. */
export function texts(data: Data): string[] {
  return listed(data).filter(item => typeof item === 'string')
}

/** Data in words, on one line. */
export function inWords(data: Data): string {
  const text = data instanceof Unread ? data.text : JSON.stringify(data, (_, value: unknown) => value instanceof Unread ? value.text : value) ?? 'nothing'
  const line = text.replace(/\s+/g, ' ')
  return line.length > 100 ? `${line.slice(0, 99)}…` : line
}

function isRecord(data: Data): data is { [key: string]: Data } {
  return typeof data === 'object' && data !== null && !Array.isArray(data) && !(data instanceof Unread)
}

function dataOf(node: Node | undefined, depth = 0): Data {
  if (node === undefined) return undefined
  const further = (next: Node | undefined) => dataOf(next, depth + 1)
  if (depth > DEPTH) return new Unread(node.getText())
  if (Node.isParenthesizedExpression(node) || Node.isAsExpression(node) || Node.isSatisfiesExpression(node) || Node.isNonNullExpression(node)) return further(node.getExpression())
  if (Node.isStringLiteral(node) || Node.isNoSubstitutionTemplateLiteral(node) || Node.isNumericLiteral(node)) return node.getLiteralValue()
  if (Node.isTrueLiteral(node)) return true
  if (Node.isFalseLiteral(node)) return false
  if (Node.isNullLiteral(node)) return null
  if (Node.isArrayLiteralExpression(node)) return node.getElements().flatMap((item): Data[] => Node.isSpreadElement(item) ? listed(further(item.getExpression())) : [further(item)])
  if (Node.isObjectLiteralExpression(node)) return Object.fromEntries(node.getProperties().flatMap((property): [string, Data][] => {
    if (Node.isSpreadAssignment(property)) return entriesOf(further(property.getExpression()))
    if (Node.isPropertyAssignment(property)) return [[nameOf(property.getNameNode()), further(property.getInitializer())]]
    if (Node.isShorthandPropertyAssignment(property)) return [[property.getName(), constantNamed(property.getName(), node, depth)]]
    return [[property.getName(), new Unread(property.getText())]]
  }))
  return Node.isIdentifier(node) ? constantNamed(node.getText(), node, depth) : new Unread(node.getText())
}

function constantNamed(name: string, near: Node, depth: number): Data {
  const value: Expression | undefined = near.getSourceFile().getVariableDeclaration(name)?.getInitializer()
  return value ? dataOf(value, depth + 1) : name === 'undefined' ? undefined : new Unread(name)
}

function nameOf(node: Node): string {
  return Node.isStringLiteral(node) || Node.isNoSubstitutionTemplateLiteral(node) ? node.getLiteralValue() : node.getText()
}
