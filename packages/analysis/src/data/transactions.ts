import type { CallRef } from '@bulkhead/facts'
import type { Service } from '@bulkhead/workspace'
import type { Place } from '../finding.js'
import { transactionAround } from '../operations/transactions.js'
import type { Project } from '../project.js'
import type { Understood } from '../libraries/understanding.js'
import type { AccessPath, Site } from '../values/meaning.js'
import { isForeign } from '../boundaries/database.js'
import type { TableOwner, TableUses } from './ownership.js'
import { namedAt } from './places.js'
import type { DataAccess } from './table.js'

/** A transaction, and the tables that are written in it. */
export interface TransactionUses {
  at: Place
  writes: { access: DataAccess; owner?: TableOwner }[]
  /** The services whose tables they are, as far as they are strangers to each other, by name. */
  strangers: Service[]
  /** What describes their tables lies in packages of nobody: that these are written together may be meant. */
  common: boolean
}

/** The transactions of a repository in which tables are written, with the owner of each. */
export function usesOfTransactions(accesses: DataAccess[], tables: TableUses[]): TransactionUses[] {
  const uses = new Map(tables.map(one => [one.table, one]))
  const accepted = new Set(tables.flatMap(acceptedOf))
  const found = new Map<string, Pick<TransactionUses, 'at' | 'writes'>>()
  for (const access of accesses) {
    const { transactions, table, kind } = access
    if (!table || kind !== 'write' || accepted.has(access)) continue
    for (const transaction of transactions) {
      const key = `${transaction.file}:${transaction.line}:${transaction.column}`
      const known = found.get(key) ?? { at: transaction, writes: [] }
      known.writes.push({ access, owner: uses.get(table)?.owner })
      found.set(key, known)
    }
  }
  return [...found.values()].map(one => {
    const strangers = strangersAmong(one.writes)
    return { ...one, strangers, common: one.writes.every(({ access, owner }) => !strangers.some(({ name }) => name === owner?.service.name) || uses.get(access.table!)!.common) }
  })
}

/** The writes that go over the head of an owner and that the configuration accepts. */
function acceptedOf({ owner, writes, foreign }: TableUses): DataAccess[] {
  const reported = new Set(foreign.writes.map(({ access }) => access))
  return owner ? writes.flatMap(({ access, service }) => isForeign(owner.service, service) && !reported.has(access) ? [access] : []) : []
}

/** A program and a part of it are no two owners. */
function strangersAmong(writes: TransactionUses['writes']): Service[] {
  const services = [...new Map(writes.flatMap(({ owner }) => owner ? [[owner.service.name, owner.service] as const] : [])).values()]
  return services.filter(one => services.some(other => isForeign(one, other))).sort((a, b) => a.name < b.name ? -1 : 1)
}

/** The transaction in which a call takes part: in whose callback it stands, in whose list, or through what it was given by one. */
export function transactionOf(project: Project, understood: Understood, [site, ...inner]: [Site, ...Site[]]): Site | undefined {
  return transactionAround(project, site) ?? listedIn(project, site) ?? throughOne(project, understood, inner.at(-1) ?? site)
}

/** The transaction that a call goes through: its client is the transaction, or it is given it. */
export function throughOne(project: Project, understood: Understood, site: Site): Site | undefined {
  const own = understood.match.clientPath && transactionIn(project, understood.match.clientPath)
  if (own) return own
  for (const place of understood.operation.within)
    for (const named of namedAt(project, place, understood, site)) {
      const meaning = named.is === 'value' ? project.tracer.meaning(named.at) : undefined
      const found = meaning?.is === 'library' ? transactionIn(project, meaning.path) : undefined
      if (found) return found
    }
  return undefined
}

/** The transaction that a value is, or that was begun on it. */
export function transactionIn(project: Project, of: AccessPath): Site | undefined {
  for (let path: AccessPath | undefined = of; path; path = path.parent) {
    const { step } = path
    const site = step?.is === 'call' ? step.site : step?.is === 'typed' ? step.by : undefined
    // One that a function begins for whoever calls it is another one each time.
    if (!site || site.frame) continue
    if (step?.is === 'typed' ? step.begins : isTransaction(project, site)) return site
    const found = begunOn(project, step!, site).find(call => isTransaction(project, { ...site, call }, 'itself'))
    if (found !== undefined) return { ...site, call: found }
  }
  return undefined
}

/** The calls on what a call has given, or on what it hands to its callback. */
function begunOn({ program, tracer }: Project, step: NonNullable<AccessPath['step']>, { file, call }: Site): CallRef[] {
  if (step.is === 'call') return (program.index(file)?.chained.get(call) ?? []).map(one => one.call)
  const facts = program.facts(file)!
  const { start, end } = facts.calls[call]!
  return facts.calls.flatMap((fact, inner) => {
    const method = fact.start > start && fact.end <= end ? facts.values[fact.callee]! : undefined
    const on = method?.is === 'member' ? tracer.meaning({ file, ref: method.of }) : undefined
    return on?.is === 'library' && on.path.step?.is === 'typed' && on.path.step.by?.call === call ? [inner] : []
  })
}

/** Whether a call begins a transaction; `itself`: which its client then is. */
export function isTransaction(project: Project, site: Site, of: 'any' | 'itself' = 'any'): boolean {
  const model = project.leadsNowhere(site) ? undefined : project.understood(site)?.operation.model
  return model?.kind === 'db.transaction' && (of === 'any' || model.itself === true)
}

/** `$transaction([a, b])`: the calls in the list are what it runs. */
function listedIn(project: Project, { file, call }: Site): Site | undefined {
  const { calls } = project.program.facts(file)!
  for (let within = calls[call]!.within; within; within = calls[within.call]!.within) {
    const site: Site = { file, call: within.call }
    if (isTransaction(project, site)) return site
  }
  return undefined
}
