import { Lines } from '@bulkhead/facts'
import { readSchema, type Schema, type SchemaModel } from '@bulkhead/models'
import type { Environment, RepoPath } from '@bulkhead/workspace'
import type { Library } from '../libraries/library.js'
import { qualified } from './definitions.js'
import type { TableDefinition } from './table.js'

/** Where schema files come from, and to which package a file belongs. */
export interface SchemaSource {
  read(path: RepoPath): string | undefined
  /** Every file of the repository whose name ends so, sorted. */
  filesEnding(ending: string): RepoPath[]
  /** The folder of the package that a file is part of. */
  packageFolder(path: RepoPath): RepoPath
  /** The folder of the program that a file is part of. */
  programOf(path: RepoPath): RepoPath
  /** What files of the repository give the program in a folder for environment variables. */
  environmentsOf(program: RepoPath): readonly Environment[]
  /** The service that a file is part of. */
  serviceOf(path: RepoPath): { name: string } | undefined
  /** The schema file from which generated code is made that a specifier leads to. */
  schemaBehind(specifier: string, from: RepoPath): RepoPath | undefined
}

/** The schema files that describe one database together. */
export interface SchemaGroup {
  /** The folder in which the file lies that says which database it is. */
  folder: RepoPath
  files: RepoPath[]
  address?: Schema['address']
  /** By the name by which code speaks of a model; the first letter may be small. */
  models: Map<string, TableDefinition>
}

/** The groups of schema files of a library. */
export function schemaGroups(source: SchemaSource, { model }: Library): SchemaGroup[] {
  const { schemas } = model
  if (!schemas) return []
  const files = schemas.files.flatMap(ending => source.filesEnding(ending)).flatMap(file => {
    const text = source.read(file)
    const schema = text === undefined ? undefined : readSchema(schemas.language, text)
    return schema ? [{ file, text: text!, schema }] : []
  })
  const groups = new Map(files.filter(({ schema }) => schema.hasSource).map(({ file, schema }): [RepoPath, SchemaGroup] =>
    [file, { folder: folderOf(file), files: [], address: schema.address, models: new Map() }]))
  for (const { file, text, schema } of files) {
    const group = groups.get(file) ?? nearest([...groups.values()], file)
    if (!group) continue
    group.files.push(file)
    const lines = new Lines(text)
    for (const one of schema.models) group.models.set(keyOf(one.name), definitionOf(model.library, file, one, lines, group))
  }
  return [...groups.values()]
}

/** The model that code means by a name: a client writes the first letter small. */
export function modelNamed({ models }: SchemaGroup, name: string): TableDefinition | undefined {
  return models.get(keyOf(name))
}

/** The group that a file means: the one it is generated from, the only one, that of its package, or the only one that knows all it speaks of. */
export function groupFor(source: SchemaSource, groups: SchemaGroup[], specifiers: { from: RepoPath; specifier: string }[], file: RepoPath, name: string): SchemaGroup | undefined {
  for (const { from, specifier } of specifiers) {
    const schema = source.schemaBehind(specifier, from)
    const behind = schema === undefined ? undefined : groups.find(group => group.files.includes(schema))
    if (behind) return behind
  }
  if (groups.length < 2) return groups[0]
  const knowing = groups.filter(group => modelNamed(group, name))
  if (knowing.length < 2) return knowing[0]
  for (const at of [...specifiers.map(one => one.from), file]) {
    const folder = source.packageFolder(at)
    const own = knowing.filter(group => source.packageFolder(group.files[0]!) === folder)
    if (own.length === 1) return own[0]
  }
  return undefined
}

function definitionOf(library: string, file: RepoPath, model: SchemaModel, lines: Lines, group: SchemaGroup): TableDefinition {
  const start = lines.at(model.start)
  const end = lines.at(model.end)
  return {
    table: qualified(model.table, model.schema), name: model.name, library, file,
    place: { file, line: start.line, column: start.column, endLine: end.line, endColumn: end.column },
    relations: new Map(model.fields.map(({ name, type }) => [name, () => modelNamed(group, type)])),
  }
}

const keyOf = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1)

const folderOf = (file: RepoPath): RepoPath => file.slice(0, Math.max(0, file.lastIndexOf('/')))

/** A file that names no database belongs to the nearest folder above or beside it that does. */
function nearest(groups: SchemaGroup[], file: RepoPath): SchemaGroup | undefined {
  const common = ({ folder }: SchemaGroup): number => {
    const [a, b] = [folder.split('/'), folderOf(file).split('/')]
    const differs = a.findIndex((part, i) => part !== b[i])
    return differs < 0 ? a.length : differs
  }
  return groups.toSorted((a, b) => common(b) - common(a))[0]
}
