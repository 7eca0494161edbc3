import type { RepoPath } from '@bulkhead/workspace'
import { parseSignature } from '@bulkhead/models'
import type { Library } from '../libraries/library.js'
import type { Globals } from '../values/globals.js'
import type { Program } from '../values/program.js'
import { closure } from './closure.js'

/** What can be told of where things lead without parsing anything. */
export interface Relevance {
  /** The files that name one of the libraries, and others that may come to do with them whatever they name. */
  naming: Set<RepoPath>
  /** Those, and all that lead to one of them by their imports. Everything else has nothing to do with the libraries. */
  reaching: Set<RepoPath>
  /** By file: who imports it, or reads what it keeps in the global object. */
  importers: ReadonlyMap<RepoPath, readonly RepoPath[]>
}

/** Which files can come to do with one of these libraries. `others` can, whatever they name. */
export function relevanceOf(program: Program, files: RepoPath[], libraries: Library[], others: RepoPath[], globals: Globals): Relevance {
  const mentions = mentionOf(libraries)
  const importers = withReaders(program.importersAmong(files), [...globals.uses()])
  const naming = new Set([...others, ...files.filter(file => program.says(file, mentions))])
  return { naming, reaching: closure(importers, naming), importers }
}

function withReaders(importers: Relevance['importers'], readers: { by: RepoPath; of: RepoPath }[]): Relevance['importers'] {
  if (readers.length === 0) return importers
  const all = new Map(importers)
  for (const { by, of } of readers) all.set(of, [...all.get(of) ?? [], by])
  return all
}

/** Some files, and those that lead to one of them by their imports. */
export function leadingTo(program: Program, files: RepoPath[], some: Iterable<RepoPath>): Set<RepoPath> {
  return closure(program.importersAmong(files), some)
}

/** Tells from a file's text alone whether a query of one of these libraries may say something in it that reads like a bound and is none. */
export function misleadIn(program: Program, libraries: Library[]): (file: RepoPath) => boolean {
  const misleading = libraries.filter(({ ineffective }) => ineffective.length > 0)
  const said = misleading.flatMap(({ ineffective }) => ineffective.flatMap(({ seems }) => seems.places.flatMap(place => ('at' in place ? place.at?.path.at(-1) ?? [] : []))))
  if (said.length === 0) return () => false
  const named = mentionOf(misleading)
  const words = new RegExp(`\\b(?:${[...new Set(said)].map(escape).join('|')})\\b`)
  return file => program.says(file, words) && program.says(file, named)
}

/** The files in which something may be given up after a time, and those that lead to such a one, as those that call its functions do. */
export function impatientFiles(program: Program, files: RepoPath[], libraries: Library[], { importers }: Relevance): Set<RepoPath> {
  const impatient = libraries.flatMap(library => {
    const made = (library.model.values ?? []).flatMap(({ means, made }) => (means === 'race' || means === 'deadline' || means === 'timer' ? made.map(parseSignature) : []))
    return made.length === 0 ? [] : [{ library, globals: made.flatMap(({ root, steps }) => (root === 'global' ? steps.findLast(({ is }) => is === 'member') ?? [] : [])) }]
  })
  const words = impatient.flatMap(({ globals }) => globals.flatMap(step => (step.is === 'member' && Array.isArray(step.names) ? step.names.map(escape) : [])))
  const named = impatient.flatMap(({ library, globals }) => (globals.length > 0 ? [] : [library]))
  const tests = [...words.length > 0 ? [new RegExp(`\\b(?:${words.join('|')})\\b`)] : [], ...named.length > 0 ? [mentionOf(named)] : []]
  return closure(importers, files.filter(file => tests.some(test => program.says(file, test))))
}

/** The globals through which something of these libraries is reached: `fetch`. */
export function globalsOf(libraries: Iterable<Library>): string[] {
  return [...libraries].flatMap(({ operations }) => operations.flatMap(o => o.calls.flatMap(call => {
    const first = call.root === 'global' ? call.steps[0] : undefined
    return first?.is === 'member' && Array.isArray(first.names) ? first.names : []
  })))
}

/** Matches a text that names one of the libraries' modules in quotes, or one of their globals. */
export function mentionOf(libraries: Library[]): RegExp {
  const modules = libraries.flatMap(({ named }) => named).map(module => escape(module).replace('\\*', `[^'"\`\\n]*`))
  const called = globalsOf(libraries).map(escape)
  return new RegExp([`['"\`](?:node:)?(?:${modules.join('|')})(?:/[^'"\`\\n]*)?['"\`]`, ...(called.length > 0 ? [`\\b(?:${called.join('|')})\\b`] : [])].join('|'))
}

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
