import type { RepoPath, Service } from '@bulkhead/workspace'
import { isForeign } from '../boundaries/database.js'
import type { Place } from '../finding.js'
import type { DataAccess, Table } from './table.js'

/** What the repository says of services and of the tables they own. */
export interface Ownership {
  serviceOf: (path: RepoPath) => Service | undefined
  /** What the configuration says of a table: its owner, and who may use it beside. */
  declared(table: string): { owner?: string; accepts: (service: string) => boolean }
}

/** Whose a table is, and what that rests on. */
export interface TableOwner {
  service: Service
  because: 'configured' | 'defines' | 'writes'
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
  /** What could not be told of it: places that may be in another database. */
  doubts: { at: Place; why: string }[]
}

export interface Use {
  access: DataAccess
  service: Service
}

/** Each table that a service uses, with its owner. */
export function usesOfTables(accesses: DataAccess[], ownership: Ownership): TableUses[] {
  const byTable = new Map<Table, DataAccess[]>()
  for (const access of accesses) if (access.table) byTable.set(access.table, [...(byTable.get(access.table) ?? []), access])
  return [...byTable].map(([table, own]) => usesOf(table, own, ownership)).filter(({ writes, reads }) => writes.length + reads.length > 0)
}

function usesOf(table: Table, accesses: DataAccess[], ownership: Ownership): TableUses {
  const inServices = accesses.flatMap((access): Use[] => {
    const service = ownership.serviceOf(access.file)
    return service && access.kind !== 'define' && access.kind !== 'migrate' ? [{ access, service }] : []
  })
  const writes = inServices.filter(({ access }) => access.kind === 'write')
  const reads = inServices.filter(({ access }) => access.kind !== 'write')
  const { owner: declared, accepts } = ownership.declared(table.name)
  const owner = ownerOf(table, inServices, declared, ownership)
  const isAbroad = ({ service }: Use): boolean => owner !== undefined && isForeign(owner.service, service) && !accepts(service.name)
  const rivals = (): Use[] => {
    const first = writes[0]
    return first ? writes.filter(use => isForeign(first.service, use.service) && !accepts(use.service.name)) : []
  }
  return { table, owner, writes, reads, foreign: { writes: owner ? writes.filter(isAbroad) : rivals(), reads: reads.filter(isAbroad) }, doubts: [] }
}

function ownerOf({ definition }: Table, uses: Use[], declared: string | undefined, ownership: Ownership): TableOwner | undefined {
  const services = [...new Set(uses.map(({ service }) => service))]
  if (declared !== undefined) {
    const service = services.find(({ name }) => name === declared) ?? [definition && ownership.serviceOf(definition.file)].find(one => one?.name === declared)
    return service ?? declared ? { service: service ?? absent(declared), because: 'configured' } : undefined
  }
  const definer = definition && ownership.serviceOf(definition.file)
  // Where the parts of a whole share one schema, the whole that holds it is no party among them.
  const isParty = definer !== undefined && (definer.kind === 'module' || services.some(service => isForeign(definer, service)) || services.every(service => service === definer))
  if (isParty) return { service: definer, because: 'defines' }
  return dominant(uses.filter(({ access }) => access.kind === 'write'))
}

/** The only service that writes, or the one from which most writes come. */
function dominant(writes: Use[]): TableOwner | undefined {
  const counts = new Map<Service, number>()
  for (const { service } of writes) counts.set(service, (counts.get(service) ?? 0) + 1)
  const [first, second] = [...counts].toSorted(([, a], [, b]) => b - a)
  return first && (!second || first[1] >= 2 * second[1]) ? { service: first[0], because: 'writes' } : undefined
}

/** A service that the configuration names, and that no code here is part of. */
function absent(name: string): Service {
  return { name, directory: `\0${name}`, kind: 'configured', confidence: 'sure', owners: [], evidence: [] }
}
