import { isBinding, type CallRef } from '@bulkhead/facts'
import { isTaken } from '../reach/taken.js'
import type { RepoPath } from '@bulkhead/workspace'
import type { Place } from '../finding.js'
import { callsOf } from '../libraries/called.js'
import type { Library, LibraryIneffective, LibraryOperation } from '../libraries/library.js'
import { clientOf, matchPath } from '../libraries/match.js'
import type { Understood } from '../libraries/understanding.js'
import { runsOnServer } from '../operations/runs.js'
import type { Project } from '../project.js'
import type { AccessPath, Site } from '../values/meaning.js'
import type { Program } from '../values/program.js'
import { ineffectiveIn, type Seeming } from './ineffective.js'
import { limitBy, mayHold, type Limit } from './limit.js'

/** A call that makes a client of a database. What it sets holds for everything that goes through the client. */
export class Client {
  constructor(private readonly project: Project, private readonly understood: Understood, private readonly site: Site) {}

  get library(): string { return this.understood.library.model.library }
  get place(): Place { return this.project.placeOfSite(this.site) }
  /** By what rules that judge it know it again. */
  get about(): string { return `${this.site.file}#${this.site.call}` }

  /** Whether a limit holds for the whole client. Undefined where its options have none: then each call has to see to it. */
  limit(name: 'connect' | 'query'): Limit | undefined {
    const { project, understood, site } = this
    const parameters = understood.match.layers[0]!.given
    const bounds = understood.library.bounds.filter(bound => bound.model.limit === name && mayHold(project, bound, understood, site))
    const settable = bounds.some(({ places }) => places.some(place => place.is === 'given' && parameters.has(place.at.parameter)))
    return settable ? limitBy(project, bounds, understood, site) : undefined
  }

  /** What it is given that reads like a bound and is none. A query that is bounded on its own is not seen from here. */
  ineffective(): Seeming[] {
    return this.understood.library.ineffective.flatMap(row => ineffectiveIn(this.project, row, askedOf(this.understood, row), [this.site]) ?? [])
  }
}

/** What is asked about: a connection where one is made, else what goes through it. */
function askedOf(understood: Understood, { model: { limit, for: kinds } }: LibraryIneffective): Understood {
  const usual = limit === 'connect' ? 'db.connect' : 'db.query'
  const kind = !kinds || kinds.includes(usual) ? usual : kinds[0]!
  return { ...understood, operation: { ...understood.operation, model: { ...understood.operation.model, kind } } }
}

/** The clients of databases that a file makes, in source order. */
export function clientsIn(project: Project, file: RepoPath, libraries: ReadonlySet<Library>): Client[] {
  return (project.program.facts(file)?.calls ?? []).flatMap((_, call) => clientMadeBy(project, { file, call }, libraries) ?? [])
}

/** What goes through a client, as far as its limits are concerned. */
const QUERY: LibraryOperation = { model: { kind: 'db.query', calls: [] }, calls: [], except: [], within: [], tables: [] }

function clientMadeBy(project: Project, site: { file: RepoPath; call: CallRef }, libraries: ReadonlySet<Library>): Client | undefined {
  const callee = project.tracer.meaning({ file: site.file, ref: project.program.facts(site.file)!.calls[site.call]!.callee })
  if (callee.is !== 'library') return undefined
  const path: AccessPath = { module: callee.path.module, parent: callee.path, step: { is: 'call', site } }
  for (const library of project.understanding.librariesAt(path, site.file)) {
    if (!libraries.has(library)) continue
    const opened = firstOf(library.definitions, ({ kind, call }) => kind === 'client' && call ? matchPath(project.tracer, library, path, call) : undefined)
    if (!opened) continue
    // A definition tells that this opens a database; how the client is made names the options, where it is one.
    const made = firstOf(library.clients.keys(), name => clientOf(project.tracer, library, path, name))
    const match = made?.layers[0]?.site === site ? made : opened
    return runsOnServer(project, site) && !isUnused(project, site) ? new Client(project, { library, operation: QUERY, match, path }, site) : undefined
  }
  return undefined
}

/** A client that its module only exports, and that no file which runs on the server takes from there, opens nothing: a tool's configuration, as a rule. */
function isUnused(project: Project, { file, call }: Site): boolean {
  const facts = project.program.facts(file)!
  const { value, function: inside } = facts.calls[call]!
  const holder = facts.bindings.findIndex(({ values }) => values.includes(value))
  const binding = facts.bindings[holder]
  const exported = Object.entries(facts.exports).filter(([, { value: given }]) => given === value || isBinding(facts, given, holder))
  // `export const pool = …` reads nothing, `export { pool }` does.
  const reading = exported.filter(([, { start, end }]) => !binding || start > binding.start || end < binding.end).length
  const names = exported.map(([name]) => name)
  return inside === undefined && names.length > 0 && (binding?.reads ?? 0) <= reading && !names.includes('=') && !isTaken(project, file, names)
}

function firstOf<T, R>(items: Iterable<T>, look: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = look(item)
    if (found !== undefined) return found
  }
  return undefined
}

/** The libraries whose clients can be given such a limit where they are made. */
export function boundedClients(all: readonly Library[]): Library[] {
  return all.filter(({ definitions, bounds }) => definitions.some(({ kind, call }) => kind === 'client' && call) && bounds.some(({ model: { limit } }) => limit === 'connect' || limit === 'query'))
}

/** Tells from a file's text alone whether it may make a client: it names the library, and calls something by the name that makes one. */
export function makersIn(libraries: readonly Library[], mention: (libraries: Library[]) => RegExp): (program: Program, file: RepoPath) => boolean {
  const any = mention([...libraries])
  const each = libraries.map(library => ({ named: mention([library]), called: calledBy(library) }))
  return (program, file) => program.says(file, any) && each.some(({ named, called }) => program.says(file, named) && program.says(file, called))
}

/** A call of `Pool` or `Client`, or another name for one; whatever, where the module itself is called. */
function calledBy({ definitions }: Library): RegExp {
  return callsOf(definitions.flatMap(({ kind, call }) => kind === 'client' && call ? [call] : []))
}
