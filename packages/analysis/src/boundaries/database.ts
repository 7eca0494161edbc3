import type { ClassFact, FileFacts, ImportFact, ImportedName } from '@bulkhead/facts'
import type { Definition } from '@bulkhead/models'
import type { RepoPath, Service } from '@bulkhead/workspace'
import type { Place } from '../finding.js'
import { matchPath } from '../libraries/match.js'
import { type AccessPath, type Located, type Meaning } from '../values/meaning.js'
import type { Project } from '../project.js'

/** What an exported thing is to a database layer, and where it is defined. */
export interface DatabaseDefinition {
  kind: Definition['kind']
  name: string
  file: RepoPath
  place?: Place
  /** A class like any other, but that it is handed a database client. */
  plain?: true
}

/** An import that leads from one service into the database layer of another. */
export interface Crossing {
  /** The specifier of the import. */
  at: Place
  from: Service
  to: Service
  definitions: DatabaseDefinition[]
  /** The file that the specifier names; another than the definitions' where a barrel lies between. */
  target: RepoPath
  /** What the owner offers to whoever needs the data: it works with it, and is exported or taken by others already. */
  readonly offer?: { name: string; file: RepoPath }
}

/** The imports of a file that lead into a foreign database layer. Types alone lead nowhere: they are gone at run time. */
export function* crossingsOf(project: Project, file: RepoPath, serviceOf: (path: RepoPath) => Service | undefined): Iterable<Crossing> {
  const own = serviceOf(file)
  if (!own) return
  for (const imported of project.program.facts(file)?.imports ?? []) {
    const target = project.program.resolve(imported.from, file)
    if (target.is === 'library' && target.path !== undefined) yield* generatedCrossing(project, file, imported, target.path, own, serviceOf)
    if (target.is !== 'file') continue
    // A file of one's own service that leads abroad is where the crossing is, not here.
    const other = serviceOf(target.path)
    if (!isForeign(own, other) && !letsThrough(own, other)) continue
    yield* byService(project, file, imported, target.path, own, serviceOf)
  }
}

/** The foreign files from which a file takes only what is known to be no part of a database layer: types, enums, plain functions. */
export function* harmlessImports(project: Project, file: RepoPath, serviceOf: (path: RepoPath) => Service | undefined): Iterable<RepoPath> {
  const own = serviceOf(file)
  if (!own) return
  for (const imported of project.program.facts(file)?.imports ?? []) {
    const target = project.program.resolve(imported.from, file)
    if (target.is !== 'file') continue
    for (const name of imported.names) {
      const taken = !name.typeOnly && name.reads > 0
      if (taken && (isUnknown(project, file, imported, name) || definitionsBehind(project, file, imported, name).some(d => !isSpared(own, d, serviceOf(d.file))))) continue
      const origin = originOf(project, target.path, name.name) ?? target.path
      if (isForeign(own, serviceOf(origin))) yield origin
    }
  }
}

/** Of what cannot be read nobody can say that it is harmless. */
function isUnknown(project: Project, file: RepoPath, imported: ImportFact, name: ImportedName): boolean {
  const { is } = project.tracer.imported(file, imported.from, name.name)
  return is === 'unknown' || is === 'computed'
}

/** The file in which an exported name is written, behind the barrels that pass it on. */
export function originOf(project: Project, file: RepoPath, name: string, seen = new Set<string>()): RepoPath | undefined {
  const { exports = {}, exportStars = [], values = [] }: Partial<FileFacts> = project.program.facts(file) ?? {}
  if (seen.has(`${file} ${name}`)) return undefined
  seen.add(`${file} ${name}`)
  const exported = Object.hasOwn(exports, name) ? exports[name] : undefined
  const value = values[exported?.value ?? -1]
  const from = value?.is === 'import' ? [value] : exported ? [] : exportStars.map(star => ({ from: star, name }))
  for (const next of from) {
    const target = project.program.resolve(next.from, file)
    const origin = target.is === 'file' ? originOf(project, target.path, next.name, seen) : undefined
    if (origin !== undefined) return origin
  }
  return exported && file
}

/** A client that a library generated into another service. */
function* generatedCrossing(project: Project, file: RepoPath, imported: ImportFact, target: RepoPath, own: Service, serviceOf: (path: RepoPath) => Service | undefined): Iterable<Crossing> {
  const to = serviceOf(target)
  if (!isForeign(own, to)) return
  const definitions = imported.names.flatMap((name): DatabaseDefinition[] => {
    const meaning = name.typeOnly || name.reads === 0 ? undefined : project.tracer.imported(file, imported.from, name.name)
    if (meaning?.is !== 'library') return []
    const made: AccessPath = { module: meaning.path.module, parent: meaning.path, step: { is: 'subclass', instance: { is: 'instance', file, class: -1 } } }
    return project.understanding.client(made, file) ? [{ kind: 'client', name: name.name, file: target }] : []
  })
  if (definitions.length > 0) yield { at: project.program.place(file, imported), from: own, to, definitions, target }
}

function* byService(project: Project, file: RepoPath, imported: ImportFact, target: RepoPath, own: Service, serviceOf: (path: RepoPath) => Service | undefined): Iterable<Crossing> {
  const foreign = new Map<Service, DatabaseDefinition[]>()
  for (const name of imported.names) {
    if (name.typeOnly || name.reads === 0) continue
    for (const definition of definitionsBehind(project, file, imported, name)) {
      const owner = serviceOf(definition.file)
      if (isForeign(own, owner) && !isSpared(own, definition, owner)) foreign.set(owner, [...(foreign.get(owner) ?? []), definition])
    }
  }
  for (const [to, definitions] of foreign) yield { at: project.program.place(file, imported), from: own, to, definitions, target }
}

/** Between two modules a plain class may well be what one offers to the other, whatever it is handed: nothing tells. A service that is deployed by itself offers no classes. */
function isSpared(own: Service, { plain }: DatabaseDefinition, owner: Service | undefined): boolean {
  return plain === true && own.part === true && owner?.part === true
}

/** A service and the parts it is made of are no strangers: the whole composes them. */
export function isForeign(own: Service, other: Service | undefined): other is Service {
  return other !== undefined && !isInside(own.directory, other.directory) && !isInside(other.directory, own.directory)
}

/** Code of nobody, and the whole that a service is a part of, may pass on what belongs to another part. */
export function letsThrough(own: Service, other: Service | undefined): boolean {
  return other === undefined || other !== own && isInside(own.directory, other.directory)
}

function isInside(inner: string, outer: string): boolean {
  return outer === '' || inner === outer || inner.startsWith(`${outer}/`)
}

/** What of a database layer an imported name stands for; a namespace stands for all that its file exports. */
function definitionsBehind(project: Project, file: RepoPath, imported: ImportFact, name: ImportedName): DatabaseDefinition[] {
  const meaning = project.tracer.imported(file, imported.from, name.name)
  if (meaning.is === 'module') return exportedDefinitions(project, meaning.file)
  if (meaning.is === 'object') return membersOf(project, meaning.at)
  const found = definitionOf(project, meaning)
  return found ? [found] : []
}

function membersOf(project: Project, at: Located): DatabaseDefinition[] {
  const value = project.program.facts(at.file)!.values[at.ref]!
  return value.is === 'object' ? value.entries.flatMap(e => definitionOf(project, project.tracer.meaning({ ...at, ref: e.value })) ?? []) : []
}

/** The parts of a database layer that a file exports under names of its own. */
export function exportedDefinitions(project: Project, file: RepoPath): DatabaseDefinition[] {
  return Object.values(project.program.facts(file)?.exports ?? {}).flatMap(exported => {
    if (exported.value === undefined) return []
    const meaning = project.tracer.meaning({ file, ref: exported.value })
    return meaning.is === 'object' ? membersOf(project, meaning.at) : definitionOf(project, meaning) ?? []
  })
}

/** What a value is to a database layer, if anything. */
export function definitionOf(project: Project, meaning: Meaning): DatabaseDefinition | undefined {
  switch (meaning.is) {
    case 'class': return classDefinition(project, meaning)
    case 'instance': {
      const found = classDefinition(project, { is: 'class', file: meaning.file, class: meaning.class })
      return found?.kind === 'client' || found?.kind === 'repository' ? found : undefined
    }
    case 'library': return valueDefinition(project, meaning.path)
    case 'function': {
      const given = project.tracer.returned({ fn: meaning, args: [] }, 0)
      const found = given.is === 'library' ? valueDefinition(project, given.path) : undefined
      return found?.kind === 'client' ? found : undefined
    }
    default: return undefined
  }
}

function classDefinition(project: Project, of: Meaning & { is: 'class' }, depth = 0): DatabaseDefinition | undefined {
  const facts = project.program.facts(of.file)!
  const fact = facts.classes[of.class]!
  const found = (kind: Definition['kind']): DatabaseDefinition => ({ kind, name: fact.name ?? 'a class', file: of.file, place: project.program.place(of.file, fact) })
  for (const decorator of fact.decorators) {
    const kind = kindOf(project, project.tracer.meaning({ file: of.file, ref: decorator }), of.file, 'decorator')
    if (kind) return found(kind)
  }
  for (const type of fact.implements) {
    const typed = project.tracer.typed(of.file, type)
    if (typed.is === 'library' && typed.path.step?.is === 'typed') {
      const name = typed.path.step.name
      const definition = project.understanding.librariesAt(typed.path, of.file).flatMap(l => l.definitions).find(d => d.implements === name)
      if (definition) return found(definition.kind)
    }
  }
  if (fact.extends !== undefined) return inheritedDefinition(project, of, facts, found, depth)
  return isHandWrittenRepository(project, of.file, fact) ? { ...found('repository'), plain: true } : undefined
}

/** A plain class that is handed a database client: whoever makes one opens that database. A decorated one is a container's, and may well be the service's own API. */
function isHandWrittenRepository(project: Project, file: RepoPath, fact: ClassFact): boolean {
  if (fact.decorators.length > 0 || fact.construct === undefined) return false
  return project.program.facts(file)!.functions[fact.construct]!.parameters.flatMap(({ type }) => type ?? []).some(type => {
    const typed = project.tracer.typed(file, type)
    return typed.is === 'library' && project.understanding.client(typed.path, file)?.library.model.layer === 'database'
  })
}

function inheritedDefinition(project: Project, of: Meaning & { is: 'class' }, facts: FileFacts, found: (kind: Definition['kind']) => DatabaseDefinition, depth: number): DatabaseDefinition | undefined {
  const base = project.tracer.meaning({ file: of.file, ref: facts.classes[of.class]!.extends! })
  if (base.is === 'class' && depth < 8) {
    const inherited = classDefinition(project, base, depth + 1)
    return inherited && { ...found(inherited.kind), plain: inherited.plain }
  }
  const kind = kindOf(project, base, of.file, 'extends')
  if (kind) return found(kind)
  // A class that extends a client is one: `class PrismaService extends PrismaClient`.
  if (base.is !== 'library') return undefined
  const made: AccessPath = { module: base.path.module, parent: base.path, step: { is: 'subclass', instance: { is: 'instance', file: of.file, class: of.class } } }
  const client = project.understanding.client(made, of.file)
  return client?.library.model.layer === 'database' ? found('client') : undefined
}

function kindOf(project: Project, meaning: Meaning, file: RepoPath, by: 'decorator' | 'extends'): Definition['kind'] | undefined {
  if (meaning.is !== 'library') return undefined
  for (const library of project.understanding.librariesAt(meaning.path, file))
    for (const definition of library.definitions) {
      const signature = definition[by]
      if (signature && matchPath(project.tracer, library, meaning.path, signature)) return definition.kind
    }
  return undefined
}

function valueDefinition(project: Project, path: AccessPath): DatabaseDefinition | undefined {
  if (path.step?.is !== 'call') return undefined
  const { site } = path.step
  const { file } = site
  const place = project.placeOfSite(site)
  const name = nameOf(project, site)
  for (const library of project.understanding.librariesAt(path, file)) {
    for (const definition of library.definitions)
      if (definition.call && matchPath(project.tracer, library, path, definition.call)) return { kind: definition.kind, name, file, place }
  }
  const client = project.understanding.client(path, file)
  return client?.library.model.layer === 'database' && !client.match.opaque ? { kind: 'client', name, file, place } : undefined
}

/** The name under which what a call gives is known in its file. */
function nameOf(project: Project, { file, call }: { file: RepoPath; call: number }): string {
  const facts = project.program.facts(file)!
  const { value } = facts.calls[call]!
  return facts.bindings.find(b => b.values.includes(value))?.name ?? 'without a name'
}

/** Whether a file defines a part of a database layer; `told` leaves out plain classes, of which no other part of the same program can be told. */
export function definesData(project: Project, file: RepoPath, { told = false } = {}): boolean {
  return exportedDefinitions(project, file).some(definition => definition.file === file && !(told && definition.plain))
}
