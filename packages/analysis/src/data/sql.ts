import { textOfFileAt } from './sql-files.js'
import type { Project } from '../project.js'
import type { Located, Meaning } from '../values/meaning.js'

/**
 * SQL as far as it is written down: what is put in at run time is a place such as `$1`. Undefined where nothing of it can be read.
 * `tableOf`: how a table is called that stands in it as a value.
 */
export function sqlAt(project: Project, at: Located, tableOf: (meaning: Meaning) => string | undefined = () => undefined, depth = 0): string | undefined {
  const { tracer, program } = project
  const inFile = textOfFileAt(project, at)
  if (inFile !== undefined) return inFile
  const meaning = tracer.meaning(at)
  const tagged = depth < 12 ? taggedBy(project, meaning) : undefined
  if (tagged) return sqlAt(project, tagged, tableOf, depth + 1)
  if (meaning.is === 'literal') return typeof meaning.value === 'string' ? meaning.value : undefined
  const value = meaning.is === 'template' || meaning.is === 'computed' ? program.facts(meaning.at.file)!.values[meaning.at.ref]! : undefined
  if (!value || depth > 12 || meaning.is !== 'template' && meaning.is !== 'computed') return undefined
  const inner = (ref: number): string | undefined => sqlAt(project, { ...meaning.at, ref }, tableOf, depth + 1)
  if (value.is === 'binary' && value.operator === '+') {
    const [left, right] = [inner(value.left), inner(value.right)]
    return left === undefined && right === undefined ? undefined : (left ?? '$1') + (right ?? '$2')
  }
  if (value.is !== 'template') return undefined
  return value.parts.map((part, i) => {
    const hole = value.holes[i]
    if (hole === undefined) return part
    const table = tableOf(tracer.meaning({ ...meaning.at, ref: hole }))
    if (table !== undefined) return part + table
    const piece = inner(hole)
    return part + (piece !== undefined && (value.tag === undefined || isPiece(project, { ...meaning.at, ref: hole })) ? piece : `$${i + 1}`)
  }).join('')
}

/** What is put into a tagged template is a value, unless it has come from a tag itself. */
function isPiece(project: Project, at: Located): boolean {
  return taggedBy(project, project.tracer.meaning(at)) !== undefined
}

/** A statement, or a piece of one, that a library's tag has made of a template. */
function taggedBy({ program }: Project, meaning: Meaning): Located | undefined {
  const { step } = meaning.is === 'library' ? meaning.path : {}
  if (step?.is !== 'call') return undefined
  const { file, call, frame } = step.site
  const fact = program.facts(file)!.calls[call]!
  return fact.tag ? { file, ref: fact.args[0]!, frame } : undefined
}

/** The name of a table without what it is called in the query: `users as u`, `users u`. What it is made of, where that cannot be read. */
export function nameAt(project: Project, meaning: Meaning & { is: 'literal' | 'template' | 'computed' }): string | Located | undefined {
  if (meaning.is === 'literal') return typeof meaning.value === 'string' ? rootOfText(meaning.value) : undefined
  const text = sqlAt(project, meaning.at)
  const root = text === undefined ? '' : rootOfText(text)
  if (root !== '' && !root.includes('$')) return root
  const value = project.program.facts(meaning.at.file)!.values[meaning.at.ref]!
  return value.is === 'template' && value.holes[0] !== undefined ? { ...meaning.at, ref: value.holes[0] } : undefined
}

function rootOfText(text: string): string {
  return text.trim().split(/\s+/)[0]!.replace(/["`]/g, '')
}
