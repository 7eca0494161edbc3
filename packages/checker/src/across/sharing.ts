import type { RepositoryFacts, TableFacts, UseFacts } from './facts.js'

/** A table as one repository knows it. */
export interface Known {
  repository: string
  table: TableFacts
}

/** What code of one repository does to a table. */
export interface UseAcross extends UseFacts {
  repository: string
}

/** Tables of several repositories that are one. */
export interface Meeting {
  name: string
  /** How the database is called, as far as anybody says. */
  database?: string
  known: Known[]
  uses: UseAcross[]
}

/** Tables of one name in several repositories, of which nothing says whether they are one. */
export interface Unknown {
  table: string
  repositories: string[]
}

/** Finds the tables that several repositories share, and those of which that cannot be told. */
export function meetings(all: readonly RepositoryFacts[]): { shared: Meeting[]; unknown: Unknown[] } {
  const byName = new Map<string, Known[]>()
  for (const { repository, tables } of all) for (const table of tables) byName.set(table.name, [...byName.get(table.name) ?? [], { repository, table }])
  const shared: Meeting[] = []
  const unknown: Unknown[] = []
  for (const [name, known] of [...byName].sort(([a], [b]) => a < b ? -1 : 1)) {
    const groups = grouped(known)
    shared.push(...groups.filter(group => repositoriesOf(group).length > 1).map(group => meetingOf(name, group)))
    const open = known.filter(one => known.some(other => one.repository !== other.repository && likeness(one.table, other.table) === 'unknown' && !groups.some(group => group.includes(one) && group.includes(other))))
    if (open.length > 0) unknown.push({ table: name, repositories: repositoriesOf(open) })
  }
  return { shared, unknown }
}

function grouped(known: readonly Known[]): Known[][] {
  const groups: Known[][] = []
  for (const one of known) {
    const near = groups.filter(group => group.some(other => likeness(one.table, other.table) === 'same'))
    groups.splice(0, groups.length, ...groups.filter(group => !near.includes(group)), [...near.flat(), one])
  }
  return groups
}

/** A name that the configuration gives says it all. Else hosts and names are compared as they are where nothing is set, and in each environment that both write down: what is told apart anywhere is not the same. */
function likeness(a: TableFacts, b: TableFacts): 'same' | 'different' | 'unknown' {
  if (a.database !== undefined && b.database !== undefined) return a.database === b.database ? 'same' : 'different'
  if (a.database !== undefined || b.database !== undefined) return 'unknown'
  const environments = new Set(a.addresses.map(({ environment }) => environment).filter(one => b.addresses.some(({ environment }) => environment === one)))
  const placed = (table: TableFacts, environment?: string): Set<string> => new Set(table.addresses.filter(one => environment === undefined ? one.environment === undefined : one.environment === environment).map(placeOf))
  const meets = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean => [...one].some(place => other.has(place))
  if ([...environments].some(environment => !meets(placed(a, environment), placed(b, environment)))) return 'different'
  return meets(new Set(a.addresses.map(placeOf)), new Set(b.addresses.map(placeOf))) ? 'same' : 'unknown'
}

const placeOf = ({ host, port = '', name }: TableFacts['addresses'][number]): string => `${host}:${port}/${name}`

function meetingOf(name: string, known: Known[]): Meeting {
  const tables = known.map(({ table }) => table)
  const database = [...tables.flatMap(table => table.database ?? []), ...tables.flatMap(({ addresses }) => addresses.map(address => address.name))][0]
  return { name, ...database !== undefined && { database }, known, uses: known.flatMap(({ repository, table }) => table.uses.map(use => ({ repository, ...use }))) }
}

function repositoriesOf(known: readonly Known[]): string[] {
  return [...new Set(known.map(({ repository }) => repository))].sort()
}
