import type { RepoPath, Service } from '@bulkhead/workspace'
import { inTheirDatabases, type Programs } from './identity.js'
import { isForeign } from '../boundaries/database.js'
import type { Place } from '../finding.js'
import type { DataAccess, Table } from './table.js'

/** What the repository says of services and of the tables they own. */
export interface Ownership extends Programs {
  /** Whether a file lies in a package of nobody, as one does that several programs keep their schema in. */
  isOfNobody: (path: RepoPath) => boolean
  /** What the configuration says of a table: its owner, and who may use it beside. */
  declared(table: string): { owner?: string; accepts: (service: string) => boolean }
}

/** Whose a table is, and what that rests on. */
export interface TableOwner {
  service: Service
  because: 'configured' | 'defines' | 'fills'
}

/** A table, and what each service does to it. */
export interface TableUses {
  table: Table
  owner?: TableOwner
  /** In the order of the code. */
  writes: Use[]
  reads: Use[]
  /** The uses that go over the owner's head; where nobody is the owner, the writes of all but the first who writes. */
  foreign: { writes: Use[]; reads: Use[] }
  /** What describes it lies in a package of nobody, and the configuration gives it to nobody: that it is shared may be meant. */
  common: boolean
  /** What could not be told of it: places that may be in another database. */
  doubts: { at: Place; why: string }[]
}

export interface Use {
  access: DataAccess
  service: Service
}

/** Each table that a service uses, with its owner, and what reaches it. */
export function usesOfTables(all: DataAccess[], ownership: Ownership): { tables: TableUses[]; accesses: DataAccess[] } {
  const accesses = inTheirDatabases(all, ownership)
  const byTable = new Map<Table, DataAccess[]>()
  for (const access of accesses) if (access.table) byTable.set(access.table, [...(byTable.get(access.table) ?? []), access])
  return { accesses, tables: [...byTable].map(([table, own]) => usesOf(table, own, ownership)).filter(({ writes, reads }) => writes.length + reads.length > 0) }
}

function usesOf(table: Table, accesses: DataAccess[], ownership: Ownership): TableUses {
  const inServices = accesses.flatMap((access): Use[] => {
    const service = ownership.serviceOf(access.file)
    return service && access.kind !== 'define' && access.kind !== 'migrate' ? [{ access, service }] : []
  })
  const writes = inServices.filter(({ access }) => access.kind === 'write')
  const reads = inServices.filter(({ access }) => access.kind !== 'write')
  const { owner: declared, accepts } = ownership.declared(table.name)
  const owner = ownerOf(table, inServices, accesses, declared, ownership)
  const isAbroad = ({ service }: Use): boolean => owner !== undefined && isForeign(owner.service, service) && !accepts(service.name)
  const common = declared === undefined && table.definition !== undefined && ownership.isOfNobody(table.definition.file)
  return { table, owner, writes, reads, common, foreign: { writes: owner ? writes.filter(isAbroad) : rivalsAmong(writes, accepts), reads: reads.filter(isAbroad) }, doubts: [] }
}

/** Where nobody is the owner: the writes of all but the first who writes. A program that writes what a part of it writes too may be where the owner is. */
function rivalsAmong(writes: Use[], accepts: (service: string) => boolean): Use[] {
  const services = [...new Set(writes.map(({ service }) => service))]
  if (!services.every(one => services.every(other => one === other || isForeign(one, other)))) return []
  return writes.filter(({ service }) => service !== services[0] && !accepts(service.name))
}

function ownerOf({ definition, others }: Table, uses: Use[], accesses: DataAccess[], declared: string | undefined, ownership: Ownership): TableOwner | undefined {
  const services = [...new Set(uses.map(({ service }) => service))]
  if (declared !== undefined) {
    const service = services.find(({ name }) => name === declared) ?? [definition && ownership.serviceOf(definition.file)].find(one => one?.name === declared)
    return service ?? declared ? { service: service ?? absent(declared), because: 'configured' } : undefined
  }
  const definers = new Set([...definition ? [definition] : [], ...others ?? []].flatMap(({ file }) => ownership.serviceOf(file) ?? []))
  // Who describes what another describes too has no better right to it.
  const definer = definers.size === 1 ? [...definers][0] : undefined
  // Where the parts of a whole share one schema, the whole that holds it is no party among them.
  const isParty = definer !== undefined && (definer.kind === 'module' || services.some(service => isForeign(definer, service)) || services.every(service => service === definer))
  if (isParty) return { service: definer, because: 'defines' }
  return filling(accesses.filter(({ kind, onlyChanges }) => kind === 'write' && !onlyChanges), ownership)
}

/**
 * The service from which new rows come: from it alone, or three times as often as from all others. Whoever changes or removes what another has brought is no owner,
 * and where code that belongs to no service brings rows, nobody can tell for whom.
 */
function filling(writes: DataAccess[], { serviceOf }: Ownership): TableOwner | undefined {
  const counts = new Map<Service | undefined, number>()
  for (const { file } of writes) counts.set(serviceOf(file), (counts.get(serviceOf(file)) ?? 0) + 1)
  const [first] = [...counts].toSorted(([, a], [, b]) => b - a)
  return first?.[0] && first[1] >= 3 * (writes.length - first[1]) ? { service: first[0], because: 'fills' } : undefined
}

/** A service that the configuration names, and that no code here is part of. */
function absent(name: string): Service {
  return { name, directory: `\0${name}`, kind: 'configured', confidence: 'sure', owners: [], evidence: [] }
}
