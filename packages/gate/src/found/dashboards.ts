import type { Evidence } from '../evidence/evidence.js'
import { jsonDocuments, type Part } from './documents.js'
import { serviceOf, type Searched } from './searched.js'

/** What a dashboard is about that shows whether promises to users are kept. */
const LEVEL = /\b(?:slos?|slis?|error[ _-]?budget|burn[ _-]?rate|availability|latency|error[ _-]?rate|p9[59]|histogram_quantile)\b/i

/** Grafana's dashboards, as far as one shows how well a service does. */
export function* findDashboards(searched: Searched): Iterable<Evidence> {
  for (const { file, whole } of jsonDocuments(searched, text => text.includes('"panels"') && text.includes('"schemaVersion"'))) {
    const dashboard = whole.at('dashboard').isThere ? whole.at('dashboard') : whole
    const title = dashboard.at('title').text ?? 'unnamed'
    const shown = panelsOf(dashboard).find(panel => LEVEL.test(panel))
    const service = serviceOf(searched, file, [title, ...dashboard.at('tags').items.map(({ text }) => text)])
    const base = { check: 'slo-alerts' as const, tool: 'Grafana', file, covers: ['SLO dashboards'], places: [{ file, line: 0, message: `the dashboard ${title}` }], ...(service !== undefined && { service }) }
    if (shown !== undefined || LEVEL.test(title)) yield { ...base, status: 'pass', summary: `the dashboard “${title}” shows ${LEVEL.exec(shown ?? title)![0].toLowerCase()}` }
  }
}

/** The titles and queries of all panels, those in rows too. */
function panelsOf(dashboard: Part): string[] {
  return dashboard.at('panels').items.flatMap(panel => [
    [panel.at('title').text, ...panel.at('targets').items.flatMap(target => [target.at('expr').text, target.at('query').text])].join(' '), ...panelsOf(panel),
  ])
}
