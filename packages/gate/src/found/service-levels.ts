import { count } from '../decide/words.js'
import type { Evidence, EvidencePlace } from '../evidence/evidence.js'
import { yamlDocuments, type Document, type Part } from './documents.js'
import { serviceOf, type Searched } from './searched.js'

/** A service-level objective as a file declares it. */
interface Objective {
  tool: string
  name: string
  service?: string
  isAlerted: boolean
  place: EvidencePlace
}

/** The service-level objectives that are declared as OpenSLO or for Sloth, and whether something raises an alarm when one is missed. */
export function* findServiceLevels(searched: Searched): Iterable<Evidence> {
  const objectives = [...yamlDocuments(searched, text => /openslo|sloth|^slos:/im.test(text))].flatMap(document => [...objectivesIn(document)])
  const files = new Map<string, Objective[]>()
  for (const one of objectives) {
    const service = serviceOf(searched, one.place.file, [one.service])
    const key = JSON.stringify([one.tool, one.place.file, service])
    files.set(key, [...files.get(key) ?? [], { ...one, service }])
  }
  for (const all of files.values()) yield evidenceOf(all)
}

function evidenceOf(all: Objective[]): Evidence {
  const [{ tool, service, place: { file } }] = all as [Objective]
  const silent = all.filter(({ isAlerted }) => !isAlerted)
  const base = { check: 'slo-alerts' as const, tool, file, covers: ['SLO alerts'], ...(service !== undefined && { service }) }
  if (silent.length === 0) return { ...base, status: 'pass', summary: `${count(all.length, 'objective')} with an alert each`, places: all.map(({ place }) => place) }
  return {
    ...base, status: 'open', summary: `${silent.length} of ${count(all.length, 'objective')} ${silent.length === 1 ? 'has' : 'have'} no alert`,
    places: silent.map(({ place }) => ({ ...place, message: `${place.message} has no alert` })), cure: `Give \`${silent[0]!.name}\` in ${file} an alert.`,
  }
}

function* objectivesIn(document: Document): Iterable<Objective> {
  const { whole, file, line } = document
  const [api, kind, spec] = [whole.at('apiVersion').text ?? '', whole.at('kind').text, whole.at('spec')]
  if (api.startsWith('openslo/') && kind === 'SLO') {
    const name = whole.at('metadata', 'name').text ?? 'unnamed'
    const isAlerted = spec.at('alertPolicies').items.length > 0
    yield { tool: 'OpenSLO', name, service: spec.at('service').text, isAlerted, place: { file, line, message: `the objective ${name}` } }
  } else if (api.startsWith('sloth.slok.dev/')) yield* slothIn(document, spec, ['spec', 'slos'])
  else if (/^prometheus\/v\d/.test(whole.at('version').text ?? '') && whole.at('slos').isThere) yield* slothIn(document, whole, ['slos'])
}

function* slothIn({ file, lineOf }: Document, sloth: Part, path: string[]): Iterable<Objective> {
  for (const [index, slo] of sloth.at('slos').items.entries()) {
    const name = slo.at('name').text ?? 'unnamed'
    const off = (alert: string): boolean => slo.at('alerting', alert, 'disable').isTrue
    const isAlerted = slo.at('alerting').isThere && !(off('page_alert') && off('ticket_alert')) && !(off('pageAlert') && off('ticketAlert'))
    yield { tool: 'Sloth', name, service: sloth.at('service').text, isAlerted, place: { file, line: lineOf(...path, index), message: `the objective ${name}` } }
  }
}
