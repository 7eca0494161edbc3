import { count } from '../decide/words.js'
import type { Evidence } from '../evidence/evidence.js'
import { yamlDocuments } from './documents.js'
import { serviceOf, type Searched } from './searched.js'

const AUDIT = /(?:^|[._-])audit(?:[._-]|$)|^audit(?:log|event|entry|entries|trail|record)s?$/i

/** What deletes data when its time is over: stores that forget by themselves, and statements on a schedule. A job that is only called so shows nothing. */
export function* findRetention(searched: Searched): Iterable<Evidence> {
  const base = { check: 'data-governance' as const, status: 'pass' as const, covers: ['retention'] }
  const evidence = (tool: string, file: string, line: number, names: (string | undefined)[], summary: string): Evidence => {
    const service = serviceOf(searched, file, names)
    return { ...base, tool, file, summary, places: [{ file, line, message: summary }], ...(service !== undefined && { service }) }
  }
  for (const { file, whole, lineOf } of yamlDocuments(searched, text => /TimeToLiveSpecification|LifecycleConfiguration/.test(text))) {
    for (const [id, resource] of whole.at('Resources').entries) {
      const properties = resource.at('Properties')
      if (properties.at('TimeToLiveSpecification', 'Enabled').isTrue) yield evidence('CloudFormation', file, lineOf('Resources', id), [id], `${id} forgets items when their time is over`)
      if (properties.at('LifecycleConfiguration', 'Rules').items.some(rule => rule.at('ExpirationInDays').isThere)) yield evidence('CloudFormation', file, lineOf('Resources', id), [id], `${id} deletes objects after a number of days`)
    }
  }
  for (const file of searched.filesEnding('.sql')) {
    const text = searched.read(file) ?? ''
    const scheduled = /cron\.schedule\s*\([^;]*?\bdelete\s+from\b/i.exec(text)
    if (scheduled && !searched.isTest(file)) yield evidence('PostgreSQL', file, text.slice(0, scheduled.index).split('\n').length, [], 'a scheduled statement deletes what is too old')
  }
}

/**
 * The tables that are called an audit trail, where code writes to them: one that nobody fills shows nothing. The name is only where to look; what makes a trail of it
 * is that rows are added and never changed.
 */
export function* findAudit(searched: Searched): Iterable<Evidence> {
  const tables = new Map<string, { table: string; service?: string; places: Evidence['places'][number][]; changed: Evidence['places'][number][] }>()
  for (const { table, file, line, changes } of searched.written()) {
    if (!AUDIT.test(table.replace(/([a-z])([A-Z])/g, '$1_$2'))) continue
    const service = searched.serviceOf(file)
    const key = JSON.stringify([table, service])
    const known = tables.get(key) ?? { table, places: [], changed: [], ...(service !== undefined && { service }) }
    tables.set(key, known)
    if (changes) known.changed.push({ file, line, message: `changes or removes what ${table} holds` })
    else known.places.push({ file, line, message: `adds to ${table}` })
  }
  for (const { table, places, changed, service } of tables.values()) {
    const base = { check: 'data-governance' as const, covers: ['audit'], tool: 'code', file: (places[0] ?? changed[0]!).file, ...(service !== undefined && { service }) }
    if (changed.length > 0) yield { ...base, status: 'open', summary: `what ${table} holds is changed or removed in ${count(changed.length, 'place')}`, places: changed, cure: `Only add to ${table}, or attest who may change it.` }
    else yield { ...base, status: 'pass', summary: `${table} is added to in ${count(places.length, 'place')}, and never changed`, places }
  }
}
