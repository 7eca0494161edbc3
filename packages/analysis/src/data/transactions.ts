import type { Service } from '@bulkhead/workspace'
import type { Place } from '../finding.js'
import { transactionAround } from '../operations/transactions.js'
import type { Project } from '../project.js'
import type { Site } from '../values/meaning.js'
import { isForeign } from '../boundaries/database.js'
import type { TableOwner, TableUses } from './ownership.js'
import type { DataAccess } from './table.js'

/** A transaction, and the tables that are written in it. */
export interface TransactionUses {
  at: Place
  writes: { access: DataAccess; owner?: TableOwner }[]
  /** The services whose tables they are, as far as they are strangers to each other, by name. */
  strangers: Service[]
}

/** The transactions of a repository in which tables are written, with the owner of each. */
export function usesOfTransactions(accesses: DataAccess[], tables: TableUses[]): TransactionUses[] {
  const owners = new Map(tables.map(({ table, owner }) => [table, owner]))
  const found = new Map<string, Omit<TransactionUses, 'strangers'>>()
  for (const access of accesses) {
    const { transaction, table, kind } = access
    if (!transaction || !table || kind !== 'write') continue
    const key = `${transaction.file}:${transaction.line}:${transaction.column}`
    const known = found.get(key) ?? { at: transaction, writes: [] }
    known.writes.push({ access, owner: owners.get(table) })
    found.set(key, known)
  }
  return [...found.values()].map(one => ({ ...one, strangers: strangersAmong(one.writes) }))
}

/** A program and a part of it are no two owners. */
function strangersAmong(writes: TransactionUses['writes']): Service[] {
  const services = [...new Map(writes.flatMap(({ owner }) => owner ? [[owner.service.name, owner.service] as const] : [])).values()]
  return services.filter(one => services.some(other => isForeign(one, other))).sort((a, b) => a.name < b.name ? -1 : 1)
}

/** The transaction in which a call takes part: in whose callback it stands, or in whose list. */
export function transactionOf(project: Project, site: Site): Site | undefined {
  return transactionAround(project, site) ?? listedIn(project, site)
}

/** `$transaction([a, b])`: the calls in the list are what it runs. */
function listedIn(project: Project, { file, call }: Site): Site | undefined {
  const { calls } = project.program.facts(file)!
  for (let within = calls[call]!.within; within; within = calls[within.call]!.within) {
    const site: Site = { file, call: within.call }
    if (!project.leadsNowhere(site) && project.understood(site)?.operation.model.kind === 'db.transaction') return site
  }
  return undefined
}
