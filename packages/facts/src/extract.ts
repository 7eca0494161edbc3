import { parseSync } from 'oxc-parser'
import type { FileFacts } from './facts.js'
import { Draft, Scope, type At, type Node, type Walk } from './draft.js'
import { expression } from './expressions.js'
import { statement, statements } from './statements.js'
import { functionOf } from './functions.js'
import { classOf } from './classes.js'
import { bind, declare } from './patterns.js'
import { typeOf } from './types.js'
import { readPrototypes } from './prototypes.js'
import { annotate } from './jsdoc.js'
import { directivesOf } from './directives.js'
import { errorsOf, isTakenOut, languageOf } from './language.js'
import { Lines } from './lines.js'

/** Reads one file's text and returns what it says. Never throws: what does not parse is in `errors`. */
export function extract(path: string, text: string): FileFacts {
  const draft = new Draft()
  const { facts } = draft
  const { program, comments, errors } = parseSync(path, text, { lang: languageOf(path), sourceType: 'unambiguous', preserveParens: false })
  facts.errors = errorsOf(errors)
  facts.directives = directivesOf(comments, new Lines(text))
  const top: At = { scope: new Scope(undefined, true) }
  if (languageOf(path) === 'jsx') annotate(program, text, comments)
  const body = program.body as unknown as Node[]
  for (const node of body) if (node.source && node.specifiers?.length === 0 && isTakenOut(path, text, node.start, node.source.start)) node[node.type === 'ImportDeclaration' ? 'importKind' : 'exportKind'] = 'type'
  facts.prologue = body.flatMap(node => typeof node.directive === 'string' ? [node.directive] : [])
  try {
    walker(draft).statements(body, top)
  } catch (error) {
    // Generated code may be nested more deeply than the walk can go; what was read before still counts.
    if (!(error instanceof RangeError)) throw error
    facts.errors.push({ message: 'It is nested too deeply to be read.', start: 0 })
  }
  for (const read of draft.later) read()
  readPrototypes(facts, draft.selves)
  draft.flow.settle()
  for (const { import: index, name, binding } of draft.importedBindings) facts.imports[index]!.names[name]!.reads = draft.binding(binding).reads
  return facts
}

function walker(draft: Draft): Walk {
  const walk: Walk = {
    draft,
    expression: (node, at) => expression(walk, node, at),
    statement: (node, at) => statement(walk, node, at),
    statements: (nodes, at) => statements(walk, nodes, at),
    function: (node, at, name) => functionOf(walk, node, at, name),
    class: (node, at, name) => classOf(walk, node, at, name),
    bind: (pattern, value, at) => bind(walk, pattern, value, at),
    declare: (pattern, kind, at) => declare(walk, pattern, kind, at),
    type: (node, at) => typeOf(walk, node, at),
  }
  return walk
}
