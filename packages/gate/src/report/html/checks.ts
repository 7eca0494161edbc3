import type { Report } from '../../verdict.js'
import { count, list } from '../../decide/words.js'
import type { EvidenceShown } from '../../decide/gate.js'
import { titleOf, type Card, type ShownCheck } from './cards.js'
import { badge, folded, path, place, prose, table, words, type Section } from './markup.js'

const SHOWN_PLACES = 3

/** The fifteen checks: once where the repository was judged, once a card where a stage was decided. */
export function checksSection({ verdict, decision }: Report, cards: readonly Card[]): Section {
  if (!decision) return { id: 'gate', heading: 'Gate', body: checksTable(verdict.checks, 'The checks of the gate') }
  const body = cards.map((card, index) => {
    const stopping = card.checks.filter(({ blocks }) => blocks).map(({ id }) => id)
    const summary = `<strong>${words(titleOf(card))}</strong> ${badge(card.passed ? 'free' : 'stopped')} <span class="quiet">${card.passed ? '' : `by ${list(stopping)}`}</span>`
    return `<div id="card-${index}" class="of-card">${folded(summary, checksTable(card.checks, `The checks of ${titleOf(card)}`), !card.passed && index < 6)}</div>`
  })
  return { id: 'gate', heading: 'Gate', body: body.join('\n') }
}

/** What is decided stands in sight; what nothing proves is folded away, and never left out. */
function checksTable(checks: readonly ShownCheck[], caption: string): string {
  const decided = checks.filter(check => check.status !== 'not evidenced' || check.blocks)
  const open = checks.filter(check => !decided.includes(check))
  const headings = ['check', 'stage', 'status', 'holds when', 'why it ended so']
  return [
    decided.length === 0 ? '' : table(caption, headings, decided.map(row)),
    open.length === 0 ? '' : folded(`${count(open.length, 'check')} not evidenced, and what would prove ${open.length === 1 ? 'it' : 'them'}`, table(`${caption} that nothing proves`, headings, open.map(row))),
  ].join('\n')
}

const row = (check: ShownCheck): string[] => {
  const { id, stage, status, holds, reason, findings, blocks } = check
  return [findings > 0 ? `<a href="#check=${id}">${id}</a>` : id, stage, `${badge(status)}${blocks ? ' <span class="quiet">stops</span>' : ''}`, words(holds), `${prose(reason)}${beside(check)}`]
}

/** The shortest way to make it pass, and the evidence with its places. */
function beside({ reason, cure, evidence = [] }: ShownCheck): string {
  const parts = [...(cure === undefined ? [] : [`<p class="cure"><strong>To make it pass</strong> ${prose(cure)}</p>`]), ...(evidence.length === 0 ? [] : [`<ul class="proofs">${evidence.map(one => proof(one, reason)).join('')}</ul>`])]
  return parts.join('')
}

function proof({ tool, version, status, summary, file, commit, when, stale, places }: EvidenceShown, reason: string): string {
  const made = [commit === undefined ? undefined : `commit ${commit.slice(0, 8)}`, when === undefined ? undefined : when.slice(0, 16).replace('T', ' ')].filter(part => part !== undefined)
  const shown = places.slice(0, SHOWN_PLACES).map(at => `<li>${place(at)} ${prose(at.message)}</li>`)
  const more = places.length - SHOWN_PLACES
  return `<li>${words(tool)}${version === undefined ? '' : ` ${words(version)}`} ${badge(stale === undefined ? status : 'stale')} ${reason.includes(summary) ? '' : `${prose(summary)}, `}<span class="path">${path(file)}</span>${made.length === 0 ? '' : `, ${words(made.join(', '))}`}${stale === undefined ? '' : ` (${words(stale)})`}${shown.length === 0 ? '' : `<ul>${shown.join('')}${more > 0 ? `<li>and ${more} more</li>` : ''}</ul>`}</li>`
}
