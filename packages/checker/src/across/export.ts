import { addressesOf, usesOfTables, type DataAccess, type Table } from '@bulkhead/analysis'
import type { Workspace } from '@bulkhead/workspace'
import { ownershipIn } from '../tables.js'
import { FACTS_FORM, type RepositoryFacts, type TableFacts, type UseFacts } from './facts.js'

/** What a repository tells others, in an order that does not depend on the order of files. */
export function factsOf(workspace: Workspace, all: DataAccess[], { repository, version }: { repository: string; version: string }): RepositoryFacts {
  const { accesses } = usesOfTables(all, ownershipIn(workspace))
  const tables = new Map<Table, DataAccess[]>()
  for (const access of accesses) if (access.table) tables.set(access.table, [...tables.get(access.table) ?? [], access])
  return {
    facts: FACTS_FORM, bulkhead: version, repository,
    services: sorted(workspace.services.map(({ name, kind, directory, owners }) => ({ name, kind, directory, owners: [...owners] }))),
    tables: sorted([...tables].map(([table, own]) => tableOf(table, own, workspace))),
  }
}

function tableOf({ name }: Table, accesses: DataAccess[], workspace: Workspace): TableFacts {
  const { owner, accept } = workspace.declaredTable(name)
  const reaching = accesses.filter(({ kind }) => kind !== 'define')
  const names = new Set((reaching.length > 0 ? reaching : accesses).flatMap(({ file }) => workspace.databaseOf(workspace.serviceOf(file)?.name) ?? []))
  const addresses = accesses.flatMap(access => {
    const connection = access.connection()
    return connection ? addressesOf({ connection, program: workspace.programOf(workspace.serviceOf(connection.file) ? connection.file : access.file) }, program => workspace.environmentsOf(program)) : []
  })
  const uses = accesses.map(({ at, file, kind, onlyChanges }): UseFacts => ({ ...serviceIn(workspace, file), does: kind, ...onlyChanges && { changes: onlyChanges }, file: at.file, line: at.line }))
  return { name, ...owner !== undefined && { owner }, ...accept && { accept }, ...names.size === 1 && { database: [...names][0]! }, addresses: sorted(addresses), uses: sorted(uses) }
}

function serviceIn(workspace: Workspace, file: string): { service?: string } {
  const service = workspace.serviceOf(file)?.name
  return service === undefined ? {} : { service }
}

/** Each once, by what it says. */
function sorted<T>(all: T[]): T[] {
  return [...new Map(all.map(one => [keyOf(one), one]))].sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0).map(([, one]) => one)
}

/** Numbers in their order, not in that of their digits. */
const keyOf = (one: unknown): string => JSON.stringify(one, (_, value: unknown) => typeof value === 'number' ? String(value).padStart(9, '0') : value)
