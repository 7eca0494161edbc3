import type { Environment, RepoPath, Service } from '@bulkhead/workspace'
import { calledIn, likeness, type Likeness, type Opened } from './databases.js'
import type { DataAccess, Table } from './table.js'

/** What tells one database from another. */
export interface Programs {
  programOf: (path: RepoPath) => RepoPath
  environmentsOf: (program: RepoPath) => readonly Environment[]
  serviceOf: (path: RepoPath) => Service | undefined
}

/** A table as one program reaches it through one connection. */
interface Part {
  table: Table
  accesses: DataAccess[]
  opened?: Opened
  program: RepoPath
}

/**
 * The same accesses, with a table for each that there is in a database: what several define under one name is one table where all of them are known to reach one
 * database, and what one defines is several where they are known to reach different ones. Where nothing is known, a definition is a table, as everywhere.
 */
export function inTheirDatabases(accesses: DataAccess[], programs: Programs): DataAccess[] {
  const byName = new Map<string, DataAccess[]>()
  for (const access of accesses) if (access.table) byName.set(access.table.name, [...byName.get(access.table.name) ?? [], access])
  const moved = new Map<DataAccess, Table>()
  for (const named of byName.values()) {
    const found = tablesAmong(named.filter(({ kind }) => kind !== 'define'), programs)
    for (const { table, parts } of found) for (const part of parts) for (const access of part.accesses) moved.set(access, table)
    for (const access of named) if (access.kind === 'define') moved.set(access, found.find(({ parts }) => parts.some(part => part.table === access.table))?.table ?? access.table!)
  }
  return accesses.map(access => access.table && moved.get(access) !== access.table ? { ...access, table: moved.get(access) ?? access.table } : access)
}

function tablesAmong(named: DataAccess[], programs: Programs): { table: Table; parts: Part[] }[] {
  const [first] = named
  const isAlone = first === undefined || new Set(named.map(({ table }) => table)).size < 2 && new Set(named.map(({ file }) => programs.programOf(file))).size < 2 && first.table!.definition !== undefined
  if (isAlone) return []
  const parts = partsOf(named, programs)
  const groups: Part[][] = []
  const relation = (a: Part, b: Part): Likeness => a === b ? 'same' : !a.opened || !b.opened ? 'unknown' : likeness(a.opened, b.opened, program => programs.environmentsOf(program))
  const split = new Set(parts.filter(a => parts.some(b => a.table === b.table && tellsApart(relation(a, b), a, b, programs))).map(({ table }) => table))
  for (const part of parts) {
    const joined = (other: Part): boolean => part.table === other.table && !split.has(part.table) || relation(part, other) === 'same'
    const near = groups.filter(group => group.some(joined))
    const merged = [part, ...near.flat()]
    groups.splice(0, groups.length, ...groups.filter(group => !near.includes(group)), merged)
  }
  return groups.map(group => ({ table: tableFor(group, split, programs), parts: group }))
}

/**
 * Variables of two programs may hold the same all the same, but nobody gives one thing two names without need. Those of one program name a replica as often as not, and
 * whoever takes a description from a service means that one's table.
 */
function tellsApart(found: Likeness, a: Part, b: Part, { serviceOf }: Programs): boolean {
  const { definition } = a.table
  return found === 'different' || found === 'apart' && (definition === undefined || a.program !== b.program && serviceOf(definition.file) === undefined)
}

function tableFor(parts: Part[], split: ReadonlySet<Table>, programs: Programs): Table {
  const tables = [...new Set(parts.map(({ table }) => table))]
  const [first] = tables
  if (tables.length === 1 && !split.has(first!)) return first!
  const definitions = tables.flatMap(({ definition }) => definition ?? []).sort((a, b) => a.file < b.file ? -1 : a.file > b.file ? 1 : a.place.line - b.place.line)
  const database = tables.length < 2 ? undefined : parts.flatMap(({ opened }) => opened ? calledIn(opened, program => programs.environmentsOf(program)) ?? [] : [])[0]
  return { name: first!.name, definition: definitions[0], ...(definitions.length > 1 && { others: definitions.slice(1) }), ...(database !== undefined && { database }) }
}

function partsOf(named: DataAccess[], { programOf, serviceOf }: Programs): Part[] {
  const parts = new Map<string, Part>()
  const numbers = new Map<Table, number>()
  for (const access of named) {
    const { table, file } = access
    const connection = access.connection()
    const program = programOf(connection && serviceOf(connection.file) ? connection.file : file)
    if (!numbers.has(table!)) numbers.set(table!, numbers.size)
    const key = [numbers.get(table!), program, connection?.at].join('\0')
    const part = parts.get(key) ?? { table: table!, accesses: [], program, ...(connection && { opened: { connection, program } }) }
    part.accesses.push(access)
    parts.set(key, part)
  }
  return [...parts.values()]
}
