import { hostsCalled, isForeign, placeOf, usesOfTables, type DataAccess, type Finding, type Neighbours, type Place, type Project, type Table, type TableUses, type Use } from '@bulkhead/analysis'
import type { RepoPath, Service, Workspace } from '@bulkhead/workspace'
import type { Spot } from './inspect.js'
import { ownershipIn } from './tables.js'
import type { MappedLink, MappedQueue, MappedTable, ServiceMap, Standing, TableUse, Unread } from './service-map.js'

/** What a map is drawn from. */
export interface Ground {
  workspace: Workspace
  project: Project
  neighbours: Neighbours
  /** What a check reports: what is broken on a map is that and nothing else. */
  findings: readonly Finding[]
}

const OF_LINKS = new Set(['no-cross-boundary-db-import', 'no-boundary-bypass', 'no-service-cycle'])
const OF_TABLES = new Set(['no-shared-table', 'no-cross-owner-transaction'])

/** Draws the map of a repository: who is there, who owns what, who reaches whom. */
export function mapOf(ground: Ground): ServiceMap {
  const { workspace, project } = ground
  const accesses = project.dataAccesses()
  const tables = tablesOf(ground, accesses)
  const named = workspace.services.map(({ name, directory, kind, confidence, owners }) => ({ name, directory, kind, confidence, owners }))
  return {
    services: named.sort(by(service => service.name)),
    links: linksOf(ground),
    tables,
    queues: queuesOf(ground),
    unread: [...unreadAddresses(ground), ...unreadTables(ground, accesses)].sort(by(({ service, what }) => `${service}\n${what}`)),
  }
}

/** The rules that report something at a place. */
function reported(findings: readonly Finding[], rules: ReadonlySet<string>): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const finding of findings) if (rules.has(finding.rule))
    for (const place of [finding, ...finding.related]) found.set(placeOf(place), (found.get(placeOf(place)) ?? new Set<string>()).add(finding.rule))
  return found
}

/** One way in which a service depends on another, and whether anybody can say that it may. */
interface Way {
  at: Place
  from: Service
  to: Service
  by: 'import' | 'call'
  judged: boolean
}

function* waysOf({ project, neighbours }: Ground): Iterable<Way> {
  for (const file of project.files()) {
    for (const { at, from, to, accepted, edge, entry, entryIsUsed, target, specifier } of neighbours.dependencies(file)) {
      const judged = accepted || edge !== undefined || entry !== undefined && (entry.opens(target, specifier) || entry.by !== 'index' || entryIsUsed)
      yield { at, from, to, by: 'import', judged }
    }
    for (const { at, from, to } of neighbours.crossings(file)) yield { at, from, to, by: 'import', judged: true }
    for (const { at, from, to } of neighbours.calls(file)) yield { at, from, to, by: 'call', judged: true }
  }
}

function linksOf(ground: Ground): MappedLink[] {
  const wrong = reported(ground.findings, OF_LINKS)
  const pairs = new Map<string, Way[]>()
  for (const way of waysOf(ground)) pairs.set(`${way.from.name}\n${way.to.name}`, [...pairs.get(`${way.from.name}\n${way.to.name}`) ?? [], way])
  return [...pairs].sort(by(([key]) => key)).map(([, ways]) => {
    const rules = rulesAt(ways.map(({ at }) => at), wrong)
    const spots = (kind: Way['by']) => spotsOf(ways.filter(way => way.by === kind).map(({ at }) => at))
    return { from: ways[0]!.from.name, to: ways[0]!.to.name, imports: spots('import'), calls: spots('call'), standing: standingOf(rules, ways.some(({ judged }) => judged)), rules }
  })
}

function tablesOf({ workspace, findings }: Ground, all: DataAccess[]): MappedTable[] {
  const wrong = reported(findings, OF_TABLES)
  const { tables: used, accesses } = usesOfTables(all, ownershipIn(workspace))
  const seen = new Set(used.map(({ table }) => table))
  const unused = new Set(accesses.flatMap(({ table }) => table && !seen.has(table) ? [table] : []))
  const outside = (table: Table): MappedTable['outside'] => {
    const found = accesses.filter(access => access.table === table && workspace.serviceOf(access.file) === undefined)
    return { reads: spotsOf(found.filter(({ kind }) => kind === 'read' || kind === 'join').map(({ at }) => at)), writes: spotsOf(found.filter(({ kind }) => kind === 'write').map(({ at }) => at)) }
  }
  const mapped = [...used.map(uses => ({ ...usedTable(uses, wrong), outside: outside(uses.table) })), ...[...unused].map(table => ({ ...unusedTable(table, workspace), outside: outside(table) }))]
  return mapped.sort(by(({ name, owner, definition }) => `${name}\n${owner ?? ''}\n${definition?.file ?? ''}`))
}

function unusedTable({ name, definition }: Table, workspace: Workspace): Omit<MappedTable, 'outside'> {
  const owner = workspace.declaredTable(name).owner ?? (definition && workspace.serviceOf(definition.file)?.name)
  return { name, ...owner === undefined ? {} : { owner, because: workspace.declaredTable(name).owner === undefined ? 'defines' : 'configured' }, definition: definition && spotOf(definition.place), uses: [] }
}

function usedTable({ table, owner, writes, reads, foreign, doubts }: TableUses, wrong: Map<string, Set<string>>): Omit<MappedTable, 'outside'> {
  const services = [...new Set([...writes, ...reads].map(({ service }) => service))].sort(by(({ name }) => name))
  const doubtful = new Set(doubts.map(({ at }) => placeOf(at)))
  return {
    name: table.name, owner: owner?.service.name, because: owner?.because, definition: table.definition && spotOf(table.definition.place),
    uses: services.map((service): TableUse => {
      const own = (uses: Use[]): Place[] => uses.filter(use => use.service === service).map(({ access }) => access.at)
      const abroad = [...own(foreign.writes), ...own(foreign.reads)]
      const rules = rulesAt(owner && isForeign(owner.service, service) ? [...own(writes), ...own(reads)] : abroad, wrong)
      return {
        service: service.name, reads: spotsOf(own(reads)), writes: spotsOf(own(writes)),
        foreign: { reads: own(foreign.reads).length > 0, writes: own(foreign.writes).length > 0 },
        standing: standingOf(rules, ![...own(writes), ...own(reads)].some(at => doubtful.has(placeOf(at)))), rules,
      }
    }),
  }
}

function queuesOf({ workspace, project }: Ground): MappedQueue[] {
  const libraries = new Map<string, { publish: Map<string, Place[]>; consume: Map<string, Place[]> }>()
  for (const file of project.sending()) for (const operation of project.operations(file)) {
    const does = operation.kind === 'queue.publish' ? 'publish' : operation.kind === 'queue.consume' ? 'consume' : undefined
    const service = workspace.serviceOf(file)?.name
    if (does === undefined || service === undefined) continue
    const sides = libraries.get(operation.library) ?? { publish: new Map<string, Place[]>(), consume: new Map<string, Place[]>() }
    libraries.set(operation.library, sides)
    sides[does].set(service, [...sides[does].get(service) ?? [], operation.place])
  }
  const listed = (side: Map<string, Place[]>) => [...side].sort(by(([service]) => service)).map(([service, places]) => ({ service, at: spotsOf(places) }))
  return [...libraries].sort(by(([library]) => library)).map(([library, { publish, consume }]) => ({ library, publishers: listed(publish), consumers: listed(consume) }))
}

/** Requests of which not even the host is written down: they may go to another service, or anywhere. */
function unreadAddresses({ workspace, project }: Ground): Unread[] {
  const unread = project.sending().flatMap(file => project.operations(file).filter(operation => operation.kind === 'http.request' && operation.understood.operation.model.target !== undefined && hostsCalled(project, operation).length === 0))
  return grouped('address', unread.map(({ file, place }) => ({ service: workspace.serviceOf(file)?.name, at: place })))
}

function unreadTables({ workspace }: Ground, accesses: readonly DataAccess[]): Unread[] {
  return grouped('table', accesses.filter(({ table }) => table === undefined).map(({ file, at }) => ({ service: workspace.serviceOf(file)?.name, at })))
}

function grouped(what: Unread['what'], found: { service: string | undefined; at: Place }[]): Unread[] {
  const services = new Map<string, Place[]>()
  for (const { service, at } of found) if (service !== undefined) services.set(service, [...services.get(service) ?? [], at])
  return [...services].map(([service, places]) => ({ service, what, at: spotsOf(places) }))
}

function rulesAt(places: readonly Place[], wrong: ReadonlyMap<string, Set<string>>): string[] {
  return [...new Set(places.flatMap(place => [...wrong.get(placeOf(place)) ?? []]))].sort()
}

function standingOf(rules: readonly string[], judged: boolean): Standing {
  return rules.length > 0 ? 'broken' : judged ? 'fine' : 'unjudged'
}

const spotOf = ({ file, line }: { file: RepoPath; line: number }): Spot => ({ file, line })

/** Each line once, in order. */
function spotsOf(places: readonly Place[]): Spot[] {
  const lines = new Map(places.map(place => [`${place.file}:${place.line}`, spotOf(place)]))
  return [...lines.values()].sort((a, b) => a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line)
}

function by<T>(key: (one: T) => string): (a: T, b: T) => number {
  return (a, b) => { const [x, y] = [key(a), key(b)]; return x < y ? -1 : x > y ? 1 : 0 }
}
