import type { RepositoryFacts } from './facts.js'
import type { Meeting, UseAcross } from './sharing.js'

/** Whose a shared table is, and what that rests on. */
export interface OwnerAcross {
  /** Absent where the configuration gives it to a service that is in none of the repositories. */
  repository?: string
  /** Absent where several services of the repository might be it, or none. */
  service?: string
  because: 'configured' | 'migrates' | 'defines' | 'fills'
}

/** Whom configurations give a table to, each named once. */
export function claimsTo({ known }: Meeting, all: readonly RepositoryFacts[]): OwnerAcross[] {
  const claims = known.flatMap(({ repository, table: { owner } }) => owner === undefined ? [] : [claimed(owner, repository, all)])
  return [...new Map(claims.map(claim => [JSON.stringify([claim.repository, claim.service]), claim])).values()]
}

/** A service of the repository that says so, else of the only one that has a service of that name. */
function claimed(service: string, by: string, all: readonly RepositoryFacts[]): OwnerAcross {
  const having = all.filter(({ services }) => services.some(({ name }) => name === service)).map(({ repository }) => repository)
  const repository = having.includes(by) ? by : having.length === 1 ? having[0] : undefined
  return { ...repository !== undefined && { repository }, service, because: 'configured' }
}

/** Where no configuration says it: the repository that alone makes the table by its migrations; that alone describes it, and is no mere reader; from which alone, or three times as often as from the others, its rows come. */
export function ownerBy({ uses }: Meeting): OwnerAcross | undefined {
  const writing = (repository: string): boolean => uses.some(use => use.repository === repository && (use.does === 'write' || use.does === 'migrate'))
  const isWritten = uses.some(({ does }) => does === 'write')
  return only(uses.filter(({ does }) => does === 'migrate'), 'migrates')
    ?? only(uses.filter(({ does, repository }) => does === 'define' && (!isWritten || writing(repository))), 'defines')
    ?? filling(uses.filter(({ does, changes }) => does === 'write' && !changes))
}

function only(uses: UseAcross[], because: OwnerAcross['because']): OwnerAcross | undefined {
  const repositories = new Set(uses.map(({ repository }) => repository))
  return repositories.size === 1 ? ownerOf(uses, because) : undefined
}

function filling(writes: UseAcross[]): OwnerAcross | undefined {
  const by = new Map<string, UseAcross[]>()
  for (const write of writes) by.set(write.repository, [...by.get(write.repository) ?? [], write])
  const [most] = [...by.values()].sort((a, b) => b.length - a.length)
  return most && most.length >= 3 * (writes.length - most.length) ? ownerOf(most, 'fills') : undefined
}

function ownerOf(uses: UseAcross[], because: OwnerAcross['because']): OwnerAcross {
  const services = new Set(uses.map(({ service }) => service))
  const [service] = services
  return { repository: uses[0]!.repository, ...services.size === 1 && service !== undefined && { service }, because }
}
