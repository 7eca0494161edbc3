import ts from 'typescript'

/** One small change of the code that a fixture should notice. */
export interface Mutation {
  /** Relative to the root of the repository. */
  file: string
  line: number
  /** The whole line in which the change begins. */
  code: string
  /** The code that is changed, and what it becomes. */
  change: string
  /** The whole file, changed. */
  text: string
}

/** Every predicate of a text taken for true and for false, every `case` passed over, every answer exchanged; in the order of the text. */
export function mutationsOf(file: string, text: string): Mutation[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const changes: { start: number; end: number; by: string }[] = []
  const put = (node: ts.Node, by: string): void => void changes.push({ start: node.getStart(source), end: node.end, by })
  const visit = (node: ts.Node, within: boolean): void => {
    if (ts.isTypeNode(node)) return
    const asks = within || isPredicate(node)
    if (asks && !within) for (const [part, value] of assumptions(node, [true, false])) put(part, `${value}`)
    if (ts.isCaseClause(node)) put(node.expression, 'undefined')
    const other = otherAnswer(node)
    if (other) put(node, `'${other}'`)
    // The parts of a predicate were dealt with as a whole; what a leaf of it is made of was not.
    ts.forEachChild(node, child => visit(child, asks && isTransparent(node)))
  }
  visit(source, false)
  return changes.sort((a, b) => a.start - b.start).map(({ start, end, by }) => ({
    file, ...lineAt(source, start), change: `${text.slice(start, end).replace(/\s+/g, ' ')} -> ${by}`, text: text.slice(0, start) + by + text.slice(end),
  }))
}

function lineAt(source: ts.SourceFile, position: number): { line: number; code: string } {
  const { line } = source.getLineAndCharacterOfPosition(position)
  return { line: line + 1, code: source.text.split('\n')[line]!.trim() }
}

/** The parts of a predicate and what each is taken for, in the fewest steps: an `and` taken for true does no more than each of its sides taken for true. */
function* assumptions(node: ts.Node, values: boolean[]): Iterable<[ts.Node, boolean]> {
  if (ts.isParenthesizedExpression(node)) yield* assumptions(node.expression, values)
  else if (isNot(node)) yield* assumptions(node.operand, values.map(value => !value))
  else {
    const and = isJunction(node) && node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken
    for (const value of values) if (node.getText() !== `${value}` && !(isJunction(node) && value === and)) yield [node, value]
    if (isJunction(node)) for (const side of [node.left, node.right]) yield* assumptions(side, [and])
  }
}

const COMPARISONS = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken, ts.SyntaxKind.LessThanToken, ts.SyntaxKind.LessThanEqualsToken, ts.SyntaxKind.GreaterThanToken, ts.SyntaxKind.GreaterThanEqualsToken,
])
/** Methods that answer yes or no. */
const QUESTIONS = /^(?:some|every|includes|has|startsWith|endsWith)$/
/** Methods that ask a function of each item. */
const CHOOSERS = /^(?:find|findIndex|findLast|findLastIndex|filter|some|every)$/

/** Whether code is a yes or no: by what it is, by where it stands, or by the type of the function that gives it. */
function isPredicate(node: ts.Node): boolean {
  if (isNot(node) || isJunction(node) || ts.isBinaryExpression(node) && COMPARISONS.has(node.operatorToken.kind) || QUESTIONS.test(methodOf(node))) return true
  const { parent } = node
  if (!parent) return false
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent)) return parent.expression === node
  if (ts.isConditionalExpression(parent) || ts.isForStatement(parent)) return parent.condition === node
  if (ts.isReturnStatement(parent)) return answersYesOrNo(parent)
  return ts.isArrowFunction(parent) && parent.body === node && !ts.isBlock(node) && answersYesOrNo(node)
}

/** Whether the function around a result declares that it answers yes or no, or is given to a method that asks it. */
function answersYesOrNo(result: ts.Node): boolean {
  const around = ts.findAncestor(result, ts.isFunctionLike)
  if (around?.type) return around.type.kind === ts.SyntaxKind.BooleanKeyword || ts.isTypePredicateNode(around.type)
  return around !== undefined && CHOOSERS.test(methodOf(around.parent))
}

const methodOf = (node: ts.Node): string => ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) ? node.expression.name.text : ''

const isNot = (node: ts.Node): node is ts.PrefixUnaryExpression => ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken

const isJunction = (node: ts.Node): node is ts.BinaryExpression =>
  ts.isBinaryExpression(node) && (node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken || node.operatorToken.kind === ts.SyntaxKind.BarBarToken)

const isTransparent = (node: ts.Node): boolean => ts.isParenthesizedExpression(node) || isNot(node) || isJunction(node)

const ANSWERS: Record<string, string> = { set: 'unknown', unknown: 'set', wrong: 'fine', fine: 'unknown', missing: 'set', fresh: 'set', unlimited: 'set', off: 'set', absent: 'set' }

/** What an answer (`{ is: 'wrong' }`, `{ state: 'set' }`) could have been instead. */
function otherAnswer(node: ts.Node): string | undefined {
  const named = ts.isStringLiteral(node) && ts.isPropertyAssignment(node.parent) && /^(?:is|state)$/.test(node.parent.name.getText())
  return named ? ANSWERS[node.text] : undefined
}
