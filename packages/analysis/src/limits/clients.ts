import type { CallRef } from '@bulkhead/facts'
import type { RepoPath } from '@bulkhead/workspace'
import type { Place } from '../finding.js'
import type { Library, LibraryOperation } from '../libraries/library.js'
import { clientOf, matchPath } from '../libraries/match.js'
import type { Understood } from '../libraries/understanding.js'
import { runsOnServer } from '../operations/runs.js'
import type { Project } from '../project.js'
import type { AccessPath, Site } from '../values/meaning.js'
import { limitBy, mayHold, type Limit } from './limit.js'

/** A call that makes a client of a database. What it sets holds for everything that goes through the client. */
export class Client {
  constructor(private readonly project: Project, private readonly understood: Understood, private readonly site: Site) {}

  get library(): string { return this.understood.library.model.library }
  get place(): Place { return this.project.placeOfSite(this.site) }

  /** Whether a limit holds for the whole client. Undefined where its options have none: then each call has to see to it. */
  limit(name: 'connect' | 'query'): Limit | undefined {
    const { project, understood, site } = this
    const parameters = understood.match.layers[0]!.given
    const bounds = understood.library.bounds.filter(bound => bound.model.limit === name && mayHold(project, bound, understood, site))
    const settable = bounds.some(({ places }) => places.some(place => place.is === 'given' && parameters.has(place.at.parameter)))
    return settable ? limitBy(project, bounds, understood, site) : undefined
  }
}

/** The clients of databases that a file makes, in source order. */
export function clientsIn(project: Project, file: RepoPath, libraries: ReadonlySet<Library>): Client[] {
  return (project.program.facts(file)?.calls ?? []).flatMap((_, call) => clientMadeBy(project, { file, call }, libraries) ?? [])
}

/** What goes through a client, as far as its limits are concerned. */
const QUERY: LibraryOperation = { model: { kind: 'db.query', calls: [] }, calls: [], except: [] }

function clientMadeBy(project: Project, site: { file: RepoPath; call: CallRef }, libraries: ReadonlySet<Library>): Client | undefined {
  const callee = project.tracer.meaning({ file: site.file, ref: project.program.facts(site.file)!.calls[site.call]!.callee })
  if (callee.is !== 'library') return undefined
  const path: AccessPath = { module: callee.path.module, parent: callee.path, step: { is: 'call', site } }
  for (const library of project.understanding.librariesAt(path.module, site.file)) {
    if (!libraries.has(library)) continue
    if (!library.definitions.some(({ kind, call }) => kind === 'client' && call && matchPath(project.tracer, library, path, call))) continue
    // A definition tells that this opens a database; how the client is made names the options.
    const match = [...library.clients.keys()].map(name => clientOf(project.tracer, library, path, name)).find(one => one?.layers[0]?.site === site)
    return match && runsOnServer(project, site) ? new Client(project, { library, operation: QUERY, match, path }, site) : undefined
  }
  return undefined
}

/** The libraries whose clients can be given such a limit where they are made. */
export function boundedClients(all: readonly Library[]): Library[] {
  return all.filter(({ definitions, bounds }) => definitions.some(({ kind, call }) => kind === 'client' && call) && bounds.some(({ model: { limit } }) => limit === 'connect' || limit === 'query'))
}

/** Tells from a file's text alone whether it may make a client: it names the library, and calls something by the name that makes one. */
export function makersIn(libraries: readonly Library[], mention: (libraries: Library[]) => RegExp): (text: string) => boolean {
  const any = mention([...libraries])
  const each = libraries.map(library => ({ named: mention([library]), called: calledBy(library) }))
  return text => any.test(text) && each.some(({ named, called }) => named.test(text) && called.test(text))
}

/** `\b(?:Pool|Client)\b`; whatever, where the module itself is called. */
function calledBy({ definitions }: Library): RegExp {
  const names = definitions.flatMap(({ kind, call }) => {
    const last = kind === 'client' ? call?.steps.findLast(step => step.is === 'member') : undefined
    return kind !== 'client' || !call ? [] : last?.is === 'member' && Array.isArray(last.names) ? last.names : ['']
  })
  return names.includes('') ? /(?:)/ : new RegExp(`\\b(?:${names.join('|')})\\b`)
}
