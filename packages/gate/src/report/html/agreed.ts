import type { Finding } from '@bulkhead/analysis'
import type { Waiver } from '@bulkhead/workspace'
import { count } from '../../decide/words.js'
import { NOTHING_AGREED, type Agreed } from '../../old-code/agreed.js'
import type { Report } from '../../verdict.js'
import { inOrder } from '../order.js'
import { items, place, prose, table, words, type Section } from './markup.js'

const DAY = 86_400_000
const SHOWN_PLACES = 6

/** What was agreed about findings and checks, and what of it is not so any more. */
export function agreedSections({ agreed = NOTHING_AGREED, decision, day, examination: { suppressed } }: Report): Section[] {
  const { baselined } = agreed
  const upkeep = decision?.upkeep ?? agreed.upkeep
  const silent = suppressed.map(finding => `${told(finding)} <span class="quiet">${finding.reason === undefined ? 'no reason given' : `because: ${words(finding.reason)}`}</span>`)
  return [
    ...(upkeep.length === 0 ? [] : [{ id: 'upkeep', heading: 'Not so any more', count: upkeep.length, body: items(upkeep.map(({ message, cure }) => `${prose(message)} <span class="quiet">${prose(cure)}</span>`)) }]),
    ...waiversSection(agreed, day ?? decision?.asOf.slice(0, 10)),
    ...(baselined.length === 0 ? [] : [{ id: 'baseline', heading: 'In the baseline', count: baselined.length, body: `<p class="quiet">They were there when the baseline was written, and stop nothing. It may only shrink.</p>${items(inOrder(baselined).map(told))}` }]),
    ...(suppressed.length === 0 ? [] : [{ id: 'silenced', heading: 'Kept silent in the code', count: suppressed.length, body: items(silent) }]),
  ]
}

const told = (finding: Finding): string => `${place(finding)} ${prose(finding.message)} <span class="quiet">(${words(finding.rule)})</span>`

/** Each waiver with its owner and the days that are left, and what its owner has to know. */
function waiversSection({ waived, checks, lapsed, notes }: Agreed, day: string | undefined): Section[] {
  const findings = new Map<Waiver, Finding[]>([...checks, ...lapsed].map(waiver => [waiver, []]))
  for (const { finding, waiver } of waived) findings.set(waiver, [...findings.get(waiver) ?? [], finding])
  if (findings.size === 0 && notes.length === 0) return []
  // Who has to act first stands first.
  const inTurn = [...findings].map(([waiver, own]) => ({ waiver, own, key: `${waiver.until} ${about(waiver)} ${waiver.owner} ${waiver.reason}` })).sort((a, b) => (a.key < b.key ? -1 : 1))
  const rows = inTurn.map(({ waiver, own }) => [
    about(waiver), words(waiver.owner), `${words(waiver.because)}: ${prose(waiver.reason)} ${issue(waiver.issue)}`,
    `<span class="day">${words(waiver.until)}</span>${day === undefined ? '' : ` <span class="quiet day">${left(waiver.until, day)}</span>`}`, places(own),
  ])
  const body = `${notes.length === 0 ? '' : items(notes.map(prose))}${rows.length === 0 ? '' : table('What is waived, by whom, and until when', ['waived', 'owner', 'because', 'until', 'where'], rows)}`
  return [{ id: 'waivers', heading: 'Waivers', count: findings.size, body }]
}

const about = ({ rule, check, scope, service, id }: Waiver): string =>
  [rule === undefined ? `check ${words(check ?? '')}` : words(rule), scope === undefined ? '' : `in <span class="path">${words(scope)}</span>`, service === undefined ? '' : `of ${words(service)}`, id === undefined ? '' : `(${words(id)})`].filter(part => part !== '').join(' ')

/** Only an address that can do nothing but be gone to becomes a link. */
const issue = (address: string): string => (/^https:\/\//.test(address) ? `<a href="${words(address)}">${words(address)}</a>` : words(address))

function left(until: string, day: string): string {
  const days = Math.round((Date.parse(until) - Date.parse(day)) / DAY)
  return days < 0 ? 'lapsed' : days === 0 ? 'ends today' : `${count(days, 'day')} left`
}

function places(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'the whole check'
  const more = findings.length - SHOWN_PLACES
  return `${inOrder(findings).slice(0, SHOWN_PLACES).map(place).join('<br>')}${more > 0 ? `<br>and ${more} more` : ''}`
}
