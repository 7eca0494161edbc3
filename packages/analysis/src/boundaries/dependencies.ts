import type { ImportFact, ImportedName } from '@bulkhead/facts'
import type { Edge, PublicEntry, RepoPath, Service } from '@bulkhead/workspace'
import type { Project } from '../project.js'
import type { Meaning } from '../values/meaning.js'
import type { Tie } from './loops.js'
import { isForeign, originOf } from './database.js'

/** Whose code is whose, and what was decided about it. */
export interface Territory {
  services: Service[]
  serviceOf(path: RepoPath): Service | undefined
  ownersOf(path: RepoPath): string[]
  entryOf(path: RepoPath): PublicEntry | undefined
  edgeBetween(from: Service, to: Service): Edge | undefined
}

/** An import by which one service depends on another at run time. */
export interface Dependency extends Tie {
  /** The file that the specifier names. */
  target: RepoPath
  specifier: string
  /** The names that are taken, less those of which only a shape is: types, enums, constants, classes that do nothing. `*` is all. */
  names: string[]
  /** What the configuration decided about it. */
  edge?: Edge
  entry?: PublicEntry
  /** Some other service goes through the entry: it is taken for one. */
  readonly entryIsUsed: boolean
  /** Those of the names that the entry exports too, and the file from which. */
  readonly exported?: { names: string[]; from: RepoPath }
}

/** What is known of the repository as a whole. */
interface Known {
  today: string
  /** The files that other services import. */
  imported: () => Set<RepoPath>
}

/** The imports of a file that lead into other services, to be more than described there. */
export function* dependenciesOf(project: Project, file: RepoPath, territory: Territory, { today, imported }: Known): Iterable<Dependency> {
  const from = territory.serviceOf(file)
  if (!from) return
  for (const taken of project.program.facts(file)?.imports ?? []) {
    const target = project.program.resolve(taken.from, file)
    if (target.is !== 'file') continue
    const to = territory.serviceOf(target.path)
    if (!isForeign(from, to)) continue
    const names = namesTaken(project, file, taken)
    if (names === undefined) continue
    const entry = territory.entryOf(target.path)
    const edge = territory.edgeBetween(from, to)
    yield {
      at: project.program.place(file, taken), by: 'import', from, to, target: target.path, specifier: taken.from, names, edge, accepted: isAccepted(edge, today), entry,
      get entryIsUsed() { return entry?.files.some(one => imported().has(one)) ?? false },
      get exported() { return entry && exportedBy(project, entry, target.path, names) },
    }
  }
}

/** The same things by the same names, wherever they are written. */
function exportedBy(project: Project, { files }: PublicEntry, target: RepoPath, names: readonly string[]): Dependency['exported'] {
  for (const from of files) {
    const had = names.filter(name => {
      const origin = originOf(project, from, name)
      return origin !== undefined && origin === originOf(project, target, name)
    })
    if (had.length > 0) return { names: had, from }
  }
  return undefined
}

/** What an import takes that is there at run time and does something; undefined where that is nothing. An import that names nothing takes the whole file. */
function namesTaken(project: Project, file: RepoPath, imported: ImportFact): string[] | undefined {
  if (imported.typeOnly) return undefined
  if (imported.names.length === 0) return ['*']
  const names = imported.names.filter(name => !name.typeOnly && name.reads > 0 && !isShape(project, file, imported, name))
  return names.length > 0 ? names.map(({ name }) => name === '=' ? '*' : name) : undefined
}

function isShape(project: Project, file: RepoPath, imported: ImportFact, { name }: ImportedName): boolean {
  return describes(project, project.tracer.imported(file, imported.from, name))
}

const DEPTH = 3

/** Whether a value only says what data looks like. */
function describes(project: Project, meaning: Meaning, depth = 0): boolean {
  const { program, tracer } = project
  switch (meaning.is) {
    case 'literal': case 'shape': return true
    case 'object': {
      const value = program.facts(meaning.at.file)!.values[meaning.at.ref]!
      return depth < DEPTH && value.is === 'object' && value.entries.every(e => e.is === 'property' && describes(project, tracer.meaning({ ...meaning.at, ref: e.value }), depth + 1))
    }
    case 'array': {
      const value = program.facts(meaning.at.file)!.values[meaning.at.ref]!
      return depth < DEPTH && value.is === 'array' && value.items.every(item => describes(project, tracer.meaning({ ...meaning.at, ref: item.value }), depth + 1))
    }
    case 'class': {
      const { members, decorators, extends: base } = program.facts(meaning.file)!.classes[meaning.class]!
      // A class with a decorator of its own is something to whoever reads that: a table, a module of a container.
      if (decorators.length > 0 || members.some(member => member.kind === 'method' && !member.static)) return false
      return base === undefined || isError(tracer.meaning({ file: meaning.file, ref: base })) || depth < DEPTH && describes(project, tracer.meaning({ file: meaning.file, ref: base }), depth + 1)
    }
    default: return false
  }
}

/** What a service throws is part of what it promises, wherever it is written down. */
function isError(meaning: Meaning): boolean {
  return meaning.is === 'library' && meaning.path.module === 'global' && meaning.path.step?.is === 'member' && meaning.path.step.name.endsWith('Error')
}

/** Whether the configuration allows an edge on a day. */
export function isAccepted(edge: Edge | undefined, today: string): boolean {
  return edge?.is === 'allowed' || edge?.is === 'deprecated' && (edge.until === undefined || today <= edge.until)
}
