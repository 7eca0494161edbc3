import type { RepoPath } from '@bulkhead/workspace'
import { isForeign } from '../boundaries/database.js'
import { wordsOf } from '../libraries/called.js'
import { leadingTo, mentionOf } from '../reach/relevance.js'
import type { Data } from './data.js'
import { likeness, type Opened } from './databases.js'
import type { Grounds } from './meeting.js'

/**
 * The files in which services reach a table that each of them describes for itself, or only names: those of programs that are known to connect to one database,
 * and those that lead to descriptions of one table in the parts of one program.
 */
export function filesInOneDatabase(data: Data, files: RepoPath[], { services, serviceOf }: Grounds): RepoPath[] {
  const { program, understanding: { libraries } } = data.project
  if (!services.some(a => services.some(b => isForeign(a, b)))) return []
  const isOfStrangers = (some: RepoPath[]): boolean => {
    const found = [...new Set(some.flatMap(file => serviceOf(file) ?? []))]
    return found.some(a => found.some(b => isForeign(a, b)))
  }
  const mentions = mentionOf(libraries.all.filter(({ operations }) => operations.some(({ tables }) => tables.length > 0)))
  const speaking = files.filter(file => program.says(file, mentions))
  if (!isOfStrangers(speaking)) return []
  const connected = programsOfOneDatabase(data)
  const inPrograms = files.filter(file => connected.has(data.schemas.programOf(file)))
  return [...isOfStrangers(inPrograms) ? leadingTo(program, inPrograms, inPrograms.filter(file => program.says(file, mentions))) : [], ...describedTwice(data, speaking, files, isOfStrangers)]
}

/** The programs of which another one is known to connect to the same database. */
function programsOfOneDatabase(data: Data): Set<RepoPath> {
  const { connections, schemas, project: { understanding: { libraries } } } = data
  const all: Opened[] = [...connections.byProgram()].flatMap(([program, made]) => made.map(connection => ({ connection, program })))
  for (const { files: [file], address } of libraries.all.flatMap(library => data.groupsOf(library)))
    if (address) all.push({ program: schemas.programOf(file!), connection: { at: file!, file: file!, parts: { address: 'env' in address ? address : address.text } } })
  return new Set(all.filter(a => all.some(b => a.program !== b.program && likeness(a, b, program => schemas.environmentsOf(program)) === 'same')).map(({ program }) => program))
}

/** The files of a program that lead to descriptions of one table in several of its parts. */
function describedTwice(data: Data, speaking: RepoPath[], files: RepoPath[], isOfStrangers: (some: RepoPath[]) => boolean): RepoPath[] {
  const { program, understanding: { libraries } } = data.project
  const describing = libraries.all.filter(({ definitions }) => definitions.some(({ table }) => table))
  const [defining, words] = [mentionOf(describing), wordsOf(describing.flatMap(({ definitions }) => definitions.flatMap(({ table, decorator, extends: base, call }) => table ? [decorator, base, call].filter(one => one !== undefined) : [])))]
  const byProgram = new Map<RepoPath, RepoPath[]>()
  for (const file of speaking) if (program.says(file, words) && program.says(file, defining)) byProgram.set(data.schemas.programOf(file), [...byProgram.get(data.schemas.programOf(file)) ?? [], file])
  return [...byProgram].filter(([, own]) => isOfStrangers(own)).flatMap(([folder, own]) => {
    const named = new Map<string, RepoPath[]>()
    for (const { table, file } of own.flatMap(file => data.definedIn(file))) named.set(table, [...named.get(table) ?? [], file])
    const twice = [...named.values()].filter(isOfStrangers).flat()
    return twice.length === 0 ? [] : [...leadingTo(program, files.filter(file => data.schemas.programOf(file) === folder), twice)]
  })
}
