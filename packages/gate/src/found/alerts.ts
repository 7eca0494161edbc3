import { count } from '../decide/words.js'
import type { Evidence, EvidencePlace } from '../evidence/evidence.js'
import { yamlDocuments, type Document, type Part } from './documents.js'
import { leadsSomewhere } from './links.js'
import { serviceOf, type Searched } from './searched.js'

/** The alert rules of Prometheus and Grafana. One counts where it says what to do: by a runbook that is there. */
export function* findAlerts(searched: Searched): Iterable<Evidence> {
  for (const document of yamlDocuments(searched, text => /^\s*groups:/m.test(text) && /^\s*-?\s*(?:alert|title|condition):/m.test(text))) {
    const services = new Map<string | undefined, { tool: string; place: EvidencePlace; hasRunbook: boolean }[]>()
    for (const { tool, rule, line } of rulesIn(document)) {
      const name = rule.at('alert').text ?? rule.at('title').text ?? 'unnamed'
      const link = rule.at('annotations', 'runbook_url').text ?? rule.at('annotations', 'runbook').text
      const service = serviceOf(searched, document.file, [rule.at('labels', 'service').text, rule.at('labels', 'job').text, rule.at('labels', 'app').text])
      const hasRunbook = leadsSomewhere(link, document.file, searched)
      const message = `the alert ${name}${hasRunbook ? '' : link === undefined ? ' names no runbook' : ` has a runbook that is nowhere: ${link}`}`
      services.set(service, [...services.get(service) ?? [], { tool, place: { file: document.file, line, message }, hasRunbook }])
    }
    for (const [service, alerts] of services) yield { ...evidenceOf(document.file, alerts), ...(service !== undefined && { service }) }
  }
}

function evidenceOf(file: string, alerts: { tool: string; place: EvidencePlace; hasRunbook: boolean }[]): Evidence {
  const lost = alerts.filter(({ hasRunbook }) => !hasRunbook)
  const base = { check: 'slo-alerts' as const, tool: alerts[0]!.tool, file, covers: ['SLO alerts'] }
  if (lost.length === 0) return { ...base, status: 'pass', summary: `${count(alerts.length, 'alert rule')} with a runbook each`, places: alerts.map(({ place }) => place) }
  return {
    ...base, status: 'open', summary: `${lost.length} of ${count(alerts.length, 'alert rule')} ${lost.length === 1 ? 'has' : 'have'} no runbook that leads anywhere`,
    places: lost.map(({ place }) => place), cure: `Write a runbook, and link it as \`runbook_url\` at ${file}:${lost[0]!.place.line}.`,
  }
}

function* rulesIn({ whole, lineOf }: Document): Iterable<{ tool: string; rule: Part; line: number }> {
  const path = whole.at('kind').text === 'PrometheusRule' ? ['spec'] : []
  for (const [group, { rules }] of whole.at(...path, 'groups').items.map(one => ({ rules: one.at('rules').items })).entries())
    for (const [index, rule] of rules.entries()) {
      const tool = rule.at('alert').isThere ? 'Prometheus' : rule.at('title').isThere && rule.at('condition').isThere ? 'Grafana' : undefined
      if (tool !== undefined) yield { tool, rule, line: lineOf(...path, 'groups', group, 'rules', index) }
    }
}
