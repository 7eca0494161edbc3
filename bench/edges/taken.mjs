import ts from 'typescript'

/**
 * What an import takes of a file, by TypeScript's parser and without Bulkhead's facts: `types`, `enums`, `constants`, `plain classes`
 * (errors, and classes without a method), `named as types`, which only decorators or other names keep at run time, or `more`; several in order.
 */
export function takenBy({ from, to }, workspace) {
  const kinds = new Set()
  for (const statement of parsed(from, workspace).statements) {
    const specifier = statement.moduleSpecifier?.text
    if (specifier === undefined || fileOf(specifier, from, workspace) !== to) continue
    const { importClause: clause, exportClause } = statement
    if (statement.isTypeOnly || clause?.isTypeOnly) continue
    const elements = clause?.namedBindings?.elements ?? exportClause?.elements
    const names = [...(clause?.name ? [['default', clause.name.text]] : []), ...(elements ?? []).filter(({ isTypeOnly }) => !isTypeOnly).map(({ propertyName, name }) => [(propertyName ?? name).text, name.text])]
    if (clause?.namedBindings?.name || !elements && !clause?.name) kinds.add('more')
    for (const [name, local] of names) {
      const kind = kindOf(name, to, workspace)
      kinds.add(kind === 'more' && clause && isTypeAlone(local, parsed(from, workspace)) ? 'named as types' : kind)
    }
  }
  return kinds.size === 0 ? 'more' : [...kinds].sort().join(', ')
}

/** Whether a file names something in the places of types alone. */
function isTypeAlone(name, source) {
  let alone = true
  const visit = node => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) && !(ts.isExpressionWithTypeArguments(node) && node.parent.token === ts.SyntaxKind.ExtendsKeyword)) return
    if (ts.isIdentifier(node) && node.text === name && !(ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) && node.parent.name !== node) alone = false
    ts.forEachChild(node, visit)
  }
  visit(source)
  return alone
}

function kindOf(name, file, workspace, seen = new Set()) {
  if (seen.has(`${file} ${name}`)) return 'none'
  seen.add(`${file} ${name}`)
  const source = parsed(file, workspace)
  for (const statement of source.statements) {
    const isDefault = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)
    if (statement.name?.text === name || isDefault && name === 'default') return declared(statement)
    if (ts.isVariableStatement(statement)) {
      const found = statement.declarationList.declarations.find(one => one.name.text === name)
      if (found) return isConstant(found.initializer, name => kindOf(name, file, workspace, seen)) ? 'constants' : 'more'
    }
  }
  for (const statement of source.statements) {
    const passes = ts.isExportDeclaration(statement) || ts.isImportDeclaration(statement)
    if (!passes || !statement.moduleSpecifier) continue
    const clause = ts.isExportDeclaration(statement) ? statement.exportClause : statement.importClause?.namedBindings
    const named = clause?.elements?.find(element => element.name.text === name)
    if (!named && (clause || ts.isImportDeclaration(statement))) continue
    const next = fileOf(statement.moduleSpecifier.text, file, workspace)
    const kind = next && kindOf((named?.propertyName ?? named?.name)?.text ?? name, next, workspace, seen)
    if (kind && kind !== 'none') return kind
  }
  return 'none'
}

function declared(statement) {
  if (ts.isEnumDeclaration(statement)) return 'enums'
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return 'types'
  if (!ts.isClassDeclaration(statement) || ts.getDecorators(statement)?.length > 0) return 'more'
  const acts = statement.members.some(member => ts.isMethodDeclaration(member) && !member.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword))
  return acts ? 'more' : 'plain classes'
}

/** Whether a value is written out, with members of enums for numbers and texts. */
function isConstant(node, kindOfName) {
  const further = next => isConstant(next, kindOfName)
  if (node === undefined) return false
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node) || ts.isPrefixUnaryExpression(node)) return further(node.expression ?? node.operand)
  if (ts.isObjectLiteralExpression(node)) return node.properties.every(property => ts.isPropertyAssignment(property) && further(property.initializer))
  if (ts.isArrayLiteralExpression(node)) return node.elements.every(further)
  if (ts.isBinaryExpression(node)) return further(node.left) && further(node.right)
  if (ts.isPropertyAccessExpression(node)) return ts.isIdentifier(node.expression) && kindOfName(node.expression.text) === 'enums'
  return ts.isLiteralExpression(node) || [ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword, ts.SyntaxKind.NullKeyword].includes(node.kind)
}

const known = new Map()

function parsed(file, workspace) {
  const key = `${workspace.root}/${file}`
  if (!known.has(key)) known.set(key, ts.createSourceFile(file, workspace.read(file) ?? '', ts.ScriptTarget.Latest, true))
  return known.get(key)
}

function fileOf(specifier, from, workspace) {
  const target = workspace.resolve(specifier, from)
  return target.is === 'file' ? target.path : undefined
}
