import type { RepoPath } from '@bulkhead/workspace'
import type { Project } from '../project.js'
import type { Located, Meaning } from '../values/meaning.js'

const MAX_DEPTH = 8

/** The text of a file of SQL that a value is read from, by a path that is written down or as a module. */
export function textOfFileAt(project: Project, at: Located): string | undefined {
  const meaning = project.tracer.meaning(at)
  const read = meaning.is === 'library' ? project.understanding.value(meaning, 'file-text')?.layers.flatMap(({ given }) => given.get('path') ?? [])[0] : undefined
  const path = read ? pathAt(project, read) : importedAt(project, at)
  return path === undefined ? undefined : project.program.source(path)
}

function importedAt(project: Project, { file, ref }: Located, depth = 0): RepoPath | undefined {
  const { program } = project
  const facts = program.facts(file)!
  const value = facts.values[ref]!
  if (value.is === 'binding' && depth < MAX_DEPTH) {
    const { values } = facts.bindings[value.binding]!
    return values.length === 1 ? importedAt(project, { file, ref: values[0]! }, depth + 1) : undefined
  }
  const target = value.is === 'import' ? program.resolve(value.from.replace(/\?.*$/, ''), file) : undefined
  return target?.is === 'asset' && target.path.endsWith('.sql') ? target.path : undefined
}

/** Paths are told from the folder of the file that writes them down, of its package, or of the repository: it is the one where there is such a file. */
function pathAt(project: Project, at: Located): RepoPath | undefined {
  const pieces = piecesAt(project, at)
  const first = pieces.findIndex(piece => piece !== undefined)
  const last = pieces.findLastIndex(piece => piece !== undefined)
  const written = first < 0 ? [] : pieces.slice(first, last + 1)
  if (!written.every(piece => piece !== undefined) || !written.at(-1)?.endsWith('.sql')) return undefined
  const folders = folderOf(at.file).split('/')
  // The nearest folder above in which it lies.
  return folders.map((_, i) => joined(folders.slice(0, folders.length - i), written.join('/'))).concat(joined([], written.join('/'))).find(path => path !== undefined && project.program.source(path) !== undefined)
}

/** The pieces of a path in order; undefined for what is not written down, as the folder of the file. */
function piecesAt(project: Project, at: Located, depth = 0): (string | undefined)[] {
  const { program, tracer } = project
  const meaning: Meaning = tracer.meaning(at)
  const inner = (ref: Located): (string | undefined)[] => piecesAt(project, ref, depth + 1)
  if (depth > MAX_DEPTH) return [undefined]
  if (meaning.is === 'literal') return [typeof meaning.value === 'string' ? meaning.value : undefined]
  if (meaning.is === 'library' && meaning.path.step?.is === 'call') {
    const { file, call, frame } = meaning.path.step.site
    return program.facts(file)!.calls[call]!.args.flatMap(ref => inner({ file, ref, frame }))
  }
  const value = meaning.is === 'template' || meaning.is === 'computed' ? program.facts(meaning.at.file)!.values[meaning.at.ref]! : undefined
  if (value?.is === 'template' && meaning.is !== 'library' && 'at' in meaning) return value.parts.flatMap((part, i) => [...part === '' ? [] : [part], ...value.holes.slice(i, i + 1).flatMap(ref => inner({ ...meaning.at, ref }))])
  return [undefined]
}

function folderOf(file: RepoPath): string {
  return file.slice(0, Math.max(0, file.lastIndexOf('/')))
}

/** A path in a folder; undefined where it leads out of the repository. */
function joined(folder: string[], path: string): RepoPath | undefined {
  const names = folder.filter(name => name !== '')
  for (const name of path.split('/')) {
    if (name === '..' && names.pop() === undefined) return undefined
    if (name !== '' && name !== '.' && name !== '..') names.push(name)
  }
  return names.join('/')
}
