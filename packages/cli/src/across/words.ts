import { labelOf, type Across, type SharedTable } from '@bulkhead/checker'
import { count } from '@bulkhead/gate'

/** Whose a table is, and why. */
export function ownerIn({ owner }: SharedTable): string {
  if (owner === undefined) return 'nobody'
  const because = { configured: 'configured', migrates: 'its migrations make it', defines: 'defines it', fills: 'fills it' }[owner.because]
  return `${labelOf(owner)} (${because})`
}

/** Who else uses a table, and how. */
export function othersIn({ uses, owner }: SharedTable): string[] {
  return uses.filter(({ repository }) => repository !== owner?.repository).map(use => `${labelOf(use)} ${use.does.map(deed => `${deed}s`).join(', ')}`)
}

/** What was put together, in one line. */
export function counted({ repositories, shared }: Across): string {
  const services = repositories.reduce((sum, one) => sum + one.services, 0)
  const tables = repositories.reduce((sum, one) => sum + one.tables, 0)
  return `${count(repositories.length, 'repository', 'repositories')}, ${count(services, 'service')}, ${count(tables, 'table')}, ${shared.length} of them shared`
}

/** Names that a line has room for; JSON has them all. */
const MOST = 12

/** What nobody can tell, in one line; empty where there is none. */
export function open({ unknown }: Across): string {
  const named = unknown.slice(0, MOST).map(({ table, repositories }) => `${table} (${repositories.join(', ')})`)
  return unknown.length === 0 ? '' : `${count(unknown.length, 'table')} of the same name whose databases are not known: ${named.join(', ')}${unknown.length > MOST ? ` and ${unknown.length - MOST} more` : ''}.`
}

/** What came of it, in one line. */
export function decided({ findings }: Across): string {
  const [errors, warnings] = ['error', 'warn'].map(severity => findings.filter(one => one.severity === severity).length) as [number, number]
  return `${errors > 0 ? 'Fails' : 'Passes'}: ${count(errors, 'error')}, ${count(warnings, 'warning')}.`
}
