import type { ImportedName } from './facts.js'
import { stringOf, type At, type Node, type Walk } from './draft.js'

/** `import … from`, `import x = require('…')` and `import x = A.B`. */
export function imported(walk: Walk, node: Node, at: At): void {
  const { draft } = walk
  if (node.type === 'TSImportEqualsDeclaration') return importEquals(walk, node, at)
  const from: string = node.source.value
  const typeOnly = node.importKind === 'type' || undefined
  const index = draft.facts.imports.push({ from, kind: 'import', typeOnly, names: [], start: node.source.start, end: node.source.end }) - 1
  for (const specifier of (node.specifiers ?? []) as Node[]) {
    const name = specifier.type === 'ImportDefaultSpecifier' ? 'default' : specifier.type === 'ImportNamespaceSpecifier' ? '*' : nameOf(specifier.imported)
    enterImport(walk, index, from, { name, local: specifier.local.name, typeOnly: typeOnly ?? (specifier.importKind === 'type' || undefined), reads: 0, start: specifier.start, end: specifier.end }, at)
  }
}

function importEquals(walk: Walk, node: Node, at: At): void {
  const { draft } = walk
  const reference: Node = node.moduleReference
  const from = reference.type === 'TSExternalModuleReference' ? stringOf(reference.expression) : undefined
  if (from === undefined) return
  const typeOnly = node.importKind === 'type' || undefined
  const index = draft.facts.imports.push({ from, kind: 'require', typeOnly, names: [], start: reference.expression.start, end: reference.expression.end }) - 1
  enterImport(walk, index, from, { name: '=', local: node.id.name, typeOnly, reads: 0, start: node.start, end: node.end }, at)
}

function enterImport(walk: Walk, index: number, from: string, name: ImportedName, at: At): void {
  const { draft } = walk
  const binding = at.scope.find(name.local!)!
  const entry = draft.facts.imports[index]!.names.push(name) - 1
  draft.importedBindings.push({ import: index, name: entry, binding })
  draft.assign(binding, draft.value({ is: 'import', from, name: name.name, typeOnly: name.typeOnly }), at)
}

/** Every form of `export`. */
export function exported(walk: Walk, node: Node, at: At): void {
  const { draft } = walk
  const { start, end } = node
  switch (node.type) {
    case 'ExportAllDeclaration': return exportAll(walk, node)
    case 'TSExportAssignment':
      draft.facts.exports['='] = { value: walk.expression(node.expression, at), start, end }
      return
    case 'ExportDefaultDeclaration':
      draft.facts.exports.default = { value: defaultExport(walk, node.declaration, at), start, end }
      return
  }
  if (node.source) return reExport(walk, node)
  if (node.declaration) {
    walk.statement(node.declaration, at)
    for (const name of declaredNames(node.declaration)) exportName(walk, name, name, node, at)
  }
  for (const specifier of (node.specifiers ?? []) as Node[]) {
    const local = nameOf(specifier.local)
    const binding = at.scope.find(local)
    if (binding !== undefined) draft.binding(binding).reads++
    exportName(walk, nameOf(specifier.exported), local, specifier, at)
  }
}

function exportName(walk: Walk, exportedAs: string, local: string, { start, end }: Node, at: At): void {
  if (at.namespace) return
  const binding = at.scope.find(local)
  walk.draft.facts.exports[exportedAs] = {
    value: binding === undefined ? undefined : walk.draft.bindingValue(binding), type: at.scope.findType(local), start, end,
  }
}

function defaultExport(walk: Walk, node: Node, at: At) {
  if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') {
    if (node.id) {
      walk.statement(node, at)
      return walk.draft.name(node.id.name, at)
    }
    return node.type === 'ClassDeclaration'
      ? walk.draft.value({ is: 'class', class: walk.class(node, at, 'default') })
      : walk.draft.value({ is: 'function', function: walk.function(node, at, 'default') })
  }
  if (node.type.startsWith('TSInterface')) return undefined
  return walk.expression(node, at)
}

function exportAll(walk: Walk, node: Node): void {
  const { facts } = walk.draft
  const from: string = node.source.value
  const typeOnly = node.exportKind === 'type' || undefined
  facts.imports.push({ from, kind: 're-export', typeOnly, names: [{ name: '*', typeOnly, reads: 1, start: node.start, end: node.end }], start: node.source.start, end: node.source.end })
  if (node.exported) facts.exports[nameOf(node.exported)] = { value: walk.draft.value({ is: 'import', from, name: '*', typeOnly }), start: node.start, end: node.end }
  else facts.exportStars.push(from)
}

function reExport(walk: Walk, node: Node): void {
  const { facts } = walk.draft
  const from: string = node.source.value
  const names = (node.specifiers as Node[]).map(specifier => {
    const typeOnly = node.exportKind === 'type' || specifier.exportKind === 'type' || undefined
    const name = nameOf(specifier.local)
    facts.exports[nameOf(specifier.exported)] = { value: walk.draft.value({ is: 'import', from, name, typeOnly }), start: specifier.start, end: specifier.end }
    return { name, typeOnly, reads: 1, start: specifier.start, end: specifier.end }
  })
  facts.imports.push({ from, kind: 're-export', typeOnly: node.exportKind === 'type' || undefined, names, start: node.source.start, end: node.source.end })
}

function declaredNames(node: Node): string[] {
  if (node.type === 'VariableDeclaration') return (node.declarations as Node[]).flatMap(d => patternNames(d.id))
  return node.id?.name ? [node.id.name] : []
}

function patternNames(pattern: Node | null): string[] {
  switch (pattern?.type) {
    case 'Identifier': return [pattern.name]
    case 'ObjectPattern': return (pattern.properties as Node[]).flatMap(p => patternNames(p.type === 'RestElement' ? p.argument : p.value))
    case 'ArrayPattern': return (pattern.elements as (Node | null)[]).flatMap(patternNames)
    case 'AssignmentPattern': return patternNames(pattern.left)
    case 'RestElement': return patternNames(pattern.argument)
    default: return []
  }
}

/** An exported or imported name may be written as a string. */
function nameOf(node: Node): string {
  return node.name ?? node.value
}
