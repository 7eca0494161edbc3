import type { Evidence } from '../evidence/evidence.js'
import { jsonDocuments, type Part } from './documents.js'
import { serviceOf, type Searched } from './searched.js'

/** A query that measures how well a service does: a percentile, or a series that Sloth or Pyrra computes of an objective. What a panel is called is no evidence. */
const LEVEL = /\bhistogram_quantile\s*\(|\bslo:[a-z_]+:|\bpyrra_[a-z_]+/

/** Grafana's dashboards, as far as one shows how well a service does. */
export function* findDashboards(searched: Searched): Iterable<Evidence> {
  for (const { file, whole } of jsonDocuments(searched, text => text.includes('"panels"') && text.includes('"schemaVersion"'))) {
    const dashboard = whole.at('dashboard').isThere ? whole.at('dashboard') : whole
    const title = dashboard.at('title').text ?? 'unnamed'
    const shown = panelsOf(dashboard).find(panel => LEVEL.test(panel))
    const service = serviceOf(searched, file, [title, ...dashboard.at('tags').items.map(({ text }) => text)])
    const base = { check: 'slo-alerts' as const, tool: 'Grafana', file, covers: ['SLO dashboards'], places: [{ file, line: 0, message: `the dashboard ${title}` }], ...(service !== undefined && { service }) }
    if (shown !== undefined) yield { ...base, status: 'pass', summary: `the dashboard “${title}” shows ${LEVEL.exec(shown)![0].replace(/\s*\($|:$/, '')}` }
  }
}

/** The queries of all panels, those in rows too. */
function panelsOf(dashboard: Part): string[] {
  return dashboard.at('panels').items.flatMap(panel => [
    [...panel.at('targets').items.flatMap(target => [target.at('expr').text, target.at('query').text])].join(' '), ...panelsOf(panel),
  ])
}
