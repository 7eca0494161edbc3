import type { RepoPath, Service } from '@bulkhead/workspace'
import type { Borders } from '../boundaries/borders.js'
import { isForeign } from '../boundaries/database.js'
import type { Library } from '../libraries/library.js'
import type { Project } from '../project.js'
import { leadingTo, mentionOf } from '../reach/relevance.js'
import type { SchemaSource } from './schemas.js'

/** What the search for shared tables needs to know of the repository. */
export interface Grounds {
  services: Service[]
  serviceOf: (path: RepoPath) => Service | undefined
  borders: Pick<Borders, 'leads'>
}

/**
 * The files in which a service may reach a table that another one reaches too, found by their texts. A table is met in one of three ways: code leads out of its
 * service, code of several leads to definitions that belong to none of them, or several speak of tables by names that nothing has to be imported for.
 */
export function meetingFiles(project: Project, schemas: SchemaSource, grounds: Grounds): RepoPath[] {
  const { services } = grounds
  if (!services.some(a => services.some(b => isForeign(a, b)))) return []
  const mentions = mentionOf(project.understanding.libraries.all.filter(({ operations }) => operations.some(({ tables }) => tables.length > 0)))
  const files = project.files()
  const direct = files.filter(file => project.program.says(file, mentions))
  if (direct.length === 0) return []
  const reaching = [...leadingTo(project.program, files, direct)]
  const found = new Set(reaching.filter(file => grounds.borders.leads(file)))
  for (const met of [...onCommonGround(project, direct, grounds), ...byName(project, schemas, reaching, grounds)]) found.add(met)
  return files.filter(file => found.has(file))
}

/** The files of services that lead to definitions outside of all of them, or in a whole of which they are parts. */
function onCommonGround(project: Project, direct: RepoPath[], { services, serviceOf }: Grounds): RepoPath[] {
  const wholes = new Set(services.filter(service => services.some(part => part !== service && !isForeign(service, part))))
  const defining = mentionOf(project.understanding.libraries.all.filter(({ definitions }) => definitions.some(({ table }) => table)))
  const common = direct.filter(file => {
    const service = serviceOf(file)
    return (!service || wholes.has(service) && service.kind !== 'module') && project.program.says(file, defining)
  })
  if (common.length === 0) return []
  return strangersAmong([...leadingTo(project.program, project.files(), common)], serviceOf)
}

/** The files that speak of tables by name: of a model of a schema file, of a table as a text, or in SQL. */
function byName(project: Project, schemas: SchemaSource, reaching: RepoPath[], { serviceOf }: Grounds): RepoPath[] {
  const { program, understanding: { libraries: { all } } } = project
  const described = all.filter(library => library.model.schemas?.files.some(ending => schemas.filesEnding(ending).length > 0))
  const ofModels = described.length === 0 ? undefined : callsOf(described)
  const inSchemas = ofModels ? strangersAmong(reaching.filter(file => program.says(file, ofModels)), serviceOf) : []
  const textual = all.filter(library => library.operations.some(({ tables }) => tables.some(({ by }) => by === 'text')))
  const naming = mentionOf(textual)
  const speaking = textual.length === 0 ? new Set<RepoPath>() : leadingTo(program, reaching, reaching.filter(file => program.says(file, naming)))
  // Names in SQL are those of one database only within one package, as far as is known.
  const packages = new Map<RepoPath, RepoPath[]>()
  for (const file of reaching) {
    if (!program.says(file, STATEMENT) && !speaking.has(file)) continue
    const folder = schemas.packageFolder(file)
    packages.set(folder, [...(packages.get(folder) ?? []), file])
  }
  return [...inSchemas, ...[...packages.values()].flatMap(files => strangersAmong(files, serviceOf))]
}

/** Matches a text that calls one of the methods by which some libraries reach tables, or one of their functions that do. */
function callsOf(libraries: Library[]): RegExp {
  const called = libraries.flatMap(({ operations }) => operations.flatMap(({ tables, calls }) => tables.length === 0 ? [] : calls.flatMap(({ root, steps }) => {
    const method = steps.at(-2)
    return method?.is === 'member' && Array.isArray(method.names) ? method.names.map(name => `${root === 'module' && steps.length === 2 ? '\\b' : '\\.\\s*'}${name.replaceAll('$', '\\$')}`) : []
  })))
  return new RegExp(`(?:${[...new Set(called)].join('|')})\\b`)
}

const STATEMENT = /\.sql\b|\b(?:select\b[\s\S]*?\bfrom|insert\s+into|update\s+[\w."`]+\s+set|delete\s+from)\b/i

/** These files, if services that are strangers to each other are among theirs; else none. */
function strangersAmong(files: RepoPath[], serviceOf: Grounds['serviceOf']): RepoPath[] {
  const services = [...new Set(files.flatMap(file => serviceOf(file) ?? []))]
  return services.some(a => services.some(b => isForeign(a, b))) ? files : []
}
