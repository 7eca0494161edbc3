import type { Evidence } from '../evidence/evidence.js'
import { yamlDocuments } from './documents.js'
import { serviceOf, type Searched } from './searched.js'

const RETENTION = /\b(?:retention|purge|prune|expire|cleanup|clean-up|anonymi[sz]e|erase)\b/i
const AUDIT = /(?:^|[._-])audit(?:[._-]|$)|^audit(?:log|event|entry|entries|trail|record)s?$/i

/** What deletes data when its time is over: scheduled jobs, and stores that forget by themselves. */
export function* findRetention(searched: Searched): Iterable<Evidence> {
  const base = { check: 'data-governance' as const, status: 'pass' as const, covers: ['retention'] }
  const evidence = (tool: string, file: string, line: number, names: (string | undefined)[], summary: string): Evidence => {
    const service = serviceOf(searched, file, names)
    return { ...base, tool, file, summary, places: [{ file, line, message: summary }], ...(service !== undefined && { service }) }
  }
  for (const { file, line, whole, lineOf } of yamlDocuments(searched, text => /CronJob|TimeToLiveSpecification|LifecycleConfiguration/.test(text))) {
    const name = whole.at('metadata', 'name').text
    if (whole.at('kind').text === 'CronJob') {
      const containers = whole.at('spec', 'jobTemplate', 'spec', 'template', 'spec', 'containers').items
      const said = [name, ...containers.flatMap(one => [...one.at('command').items, ...one.at('args').items].map(({ text }) => text))].join(' ').replaceAll('_', '-')
      if (RETENTION.test(said)) yield evidence('Kubernetes', file, line, [name, whole.at('metadata', 'labels', 'app').text], `the job ${name} runs at ${whole.at('spec', 'schedule').text}`)
    }
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

/** The tables that hold an audit trail, where code writes to them: one that nobody fills shows nothing. */
export function* findAudit(searched: Searched): Iterable<Evidence> {
  const tables = new Map<string, { table: string; service?: string; places: Evidence['places'][number][] }>()
  for (const { table, file, line } of searched.written()) {
    if (!AUDIT.test(table.replace(/([a-z])([A-Z])/g, '$1_$2'))) continue
    const service = searched.serviceOf(file)
    const key = JSON.stringify([table, service])
    const known = tables.get(key) ?? { table, places: [], ...(service !== undefined && { service }) }
    tables.set(key, { ...known, places: [...known.places, { file, line, message: `a write to ${table}` }] })
  }
  for (const { table, places, service } of tables.values())
    yield { check: 'data-governance', status: 'pass', covers: ['audit'], tool: 'code', file: places[0]!.file, summary: `${table} is written in ${places.length} ${places.length === 1 ? 'place' : 'places'}`, places, ...(service !== undefined && { service }) }
}
