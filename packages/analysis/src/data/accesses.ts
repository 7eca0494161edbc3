import type { RepoPath } from '@bulkhead/workspace'
import { runsOnServer } from '../operations/runs.js'
import type { Site } from '../values/meaning.js'
import type { Data } from './data.js'
import { reachedBy } from './reach.js'
import type { DataAccess } from './table.js'
import { handedOn, siteKey } from './handed.js'
import { transactionOf } from './transactions.js'
import type { Reaching } from './wrappers.js'

/** What the calls of some files reach. */
export function findAccesses(data: Data, files: RepoPath[]): DataAccess[] {
  const calls = files.flatMap(file => callsIn(data, file)).filter(({ path: [site] }) => runsOnServer(data.project, site))
  // What a caller decides is told where it is called.
  const handed = handedOn(data.project, files)
  const decided = new Set(calls.flatMap(({ path }) => path.length > 1 ? [siteKey(path.at(-1)!)] : []))
  return calls.flatMap(call => accessesOf(data, handed, { ...call, reached: call.reached.filter(({ open }) => !open || !decided.has(siteKey(call.path[0]))) }))
}

/** Every table that the repository defines, and what its migrations do to tables. */
export function findDefined(data: Data): DataAccess[] {
  const migrated = [...data.migrations.definitions, ...data.migrations.changes].flatMap(one => {
    const table = data.migrated(one)
    return table ? [{ at: one.place, file: one.file, kind: 'migrate' as const, table, library: one.library, transactions: [], via: [], connection: () => undefined }] : []
  })
  return [...data.all().map((definition): DataAccess => ({ at: definition.place, file: definition.file, kind: 'define', table: data.table(definition), library: definition.library, transactions: [], via: [], connection: () => undefined })), ...migrated]
}

function callsIn(data: Data, file: RepoPath): Reaching[] {
  const { project } = data
  return (project.program.facts(file)?.calls ?? []).flatMap((_, call) => {
    const site: Site = { file, call }
    const understood = project.leadsNowhere(site) ? undefined : project.understood(site)
    if (!understood) return data.wrappers.reachedThrough(site)
    return understood.operation.tables.length > 0 ? [{ path: [site], understood, reached: reachedBy(data, understood, site) }] : []
  })
}

function accessesOf(data: Data, handed: ReadonlyMap<string, Site[]>, { path, understood, reached }: Reaching): DataAccess[] {
  const { project } = data
  const [site] = path
  const around = transactionOf(project, understood, path)
  const transactions = [...around ? [around] : [], ...handed.get(siteKey(site)) ?? []].map(one => project.placeOfSite(one))
  const place = project.placeOfSite(site)
  return reached.map(({ kind, onlyChanges, table, why }) => ({
    at: place, file: site.file, kind, ...(onlyChanges && { onlyChanges }), table, why, library: understood.library.model.library,
    transactions, via: path.slice(1).map(one => project.placeOfSite(one)), connection: () => data.connectionOf(understood, site.file, table),
  }))
}
