import type { Finding } from '@bulkhead/analysis'
import { decide } from '../../decide/decide.js'
import type { CardCheck } from '../../decide/gate.js'
import { split } from '../../decide/split.js'
import { STAGES } from '../../decide/ruling.js'
import { count, list } from '../../decide/words.js'
import { NOTHING_AGREED } from '../../old-code/agreed.js'
import type { CheckResult, Report, Status } from '../../verdict.js'
import { harmless } from '../harmless.js'
import { badge, folded, owned, path, words, type Section } from './markup.js'

/** A check on a card; one that a stage was decided by knows more of itself. */
export type ShownCheck = CheckResult & Partial<Omit<CardCheck, keyof CheckResult>>

/** The gate of one service, or of what belongs to none. */
export interface Card {
  service?: string
  /** The parts of its program that are decided with it. */
  parts: readonly string[]
  owners: readonly string[]
  /** The tier and the policy, where a stage was decided by them. */
  terms: readonly string[]
  passed: boolean
  checks: readonly ShownCheck[]
  findings: readonly Finding[]
}

/** A card for each as the stage was decided, or by findings alone, every part by itself, where no stage was asked for. */
export function cardsOf({ examination, decision, rules, agreed = NOTHING_AGREED }: Report): Card[] {
  const decided = new Map(decision?.cards.map(card => [card.service, card]))
  const lots = split(examination, agreed, ({ name }) => decision === undefined || decided.has(name))
  return lots.filter(({ service }) => decision !== undefined || service !== undefined || examination.findings.some(finding => !examination.services.some(({ name }) => name === finding.service))).map(lot => {
    const { seen, service, parts } = lot
    const { tier, preset, passed, checks } = decided.get(service) ?? { ...decide(seen, rules, lot.agreed), tier: undefined, preset: undefined }
    const owners = service === undefined ? [...new Set(seen.findings.flatMap(finding => finding.owners))].sort() : lot.owners
    const terms = [...(parts.length > 0 ? [count(parts.length, 'part')] : []), ...(tier === undefined ? [] : [`tier ${tier}`]), ...(preset === undefined ? [] : [`policy ${preset}`])]
    return { ...(service !== undefined && { service }), parts, owners, terms, passed, checks, findings: seen.findings }
  })
}

/** What a card is called. */
export const titleOf = ({ service }: Pick<Card, 'service'>): string => service ?? 'No service'

const FEW = 3
const SIGNS: Readonly<Record<Status, string>> = { pass: '✓', fail: '✕', 'not evidenced': '·', 'not applicable': '–', waived: '~' }

/** Every service at the gate: whose it is, how each check ended, and what is wrong. */
export function cardsSection(cards: readonly Card[], { examination, decision }: Report): Section {
  const folders = new Map(examination.services.map(({ name, directory, kind }) => [name, `${kind}, <span class="path">${path(directory || '.')}</span>`]))
  const listed = (some: readonly Card[]) => `<ul class="cards">\n${some.map(card => cardItem(card, folders.get(card.service ?? ''), decision ? `#card-${cards.indexOf(card)}` : undefined)).join('\n')}\n</ul>`
  const { loud, quiet } = byTrouble(cards)
  const body = cards.length === 0 ? '<p>No service was found: the repository is judged as one.</p>'
    : `${listed(loud)}\n${key()}${quiet.length === 0 ? '' : `\n${folded(`${quiet.length} more without a finding`, listed(quiet))}`}`
  return { id: 'services', heading: 'Services at the gate', count: cards.filter(({ service }) => service !== undefined).length, body }
}

/** What fails first, then what has a finding; the others are folded away where they are many, so that a program of forty parts does not hide the two that matter. */
function byTrouble(cards: readonly Card[]): { loud: Card[]; quiet: Card[] } {
  const failing = cards.filter(({ passed }) => !passed)
  const warned = cards.filter(({ passed, findings }) => passed && findings.length > 0)
  const rest = cards.filter(({ passed, findings }) => passed && findings.length === 0)
  const loud = [...failing, ...warned]
  return rest.length > FEW && loud.length > 0 ? { loud, quiet: rest } : { loud: [...loud, ...rest], quiet: [] }
}

function cardItem(card: Card, folder: string | undefined, details: string | undefined): string {
  const { owners, terms, passed, checks, findings } = card
  const state = details === undefined ? (passed ? '' : badge('fail')) : badge(passed ? 'free' : 'stopped')
  const where = folder === undefined ? 'code that no service owns alone' : folder
  return `<li class="card"><h3>${words(titleOf(card))}</h3>${state}
<p class="quiet">${where}${terms.length > 0 ? `, ${words(terms.join(', '))}` : ''}</p>
<p>${owned(owners)}</p>
${strip(checks)}
${wrong(checks, findings)}
${links(card, details)}</li>`
}

/** Fifteen signs in the order of the stages. */
function strip(checks: readonly ShownCheck[]): string {
  const cell = ({ id, status }: ShownCheck) => `<li class="${status.replace(' ', '-')}" title="${id}: ${status}"><span aria-hidden="true">${SIGNS[status]}</span><span class="unseen">${id}: ${status}</span></li>`
  return `<div class="strip">${STAGES.map(stage => `<div><span class="stage">${stage}</span><ul>${checks.filter(check => check.stage === stage).map(cell).join('')}</ul></div>`).join('')}</div>`
}

/** The checks that fail, stop the stage or have a warning, each with how much of it. */
function wrong(checks: readonly ShownCheck[], findings: readonly Finding[]): string {
  const rows = checks.flatMap(check => {
    const own = findings.filter(finding => finding.check === check.id)
    const errors = own.filter(({ severity }) => severity === 'error').length
    const tallies = [errors > 0 && count(errors, 'error'), own.length > errors && count(own.length - errors, 'warning')].filter(tally => tally !== false)
    return own.length === 0 && check.status !== 'fail' ? [] : [`<li>${check.id} <span class="quiet">${tallies.join(', ') || check.status}</span></li>`]
  })
  const missing = checks.filter(({ status, blocks }) => status === 'not evidenced' && blocks === true).map(({ id }) => id)
  const all = [...rows, ...(missing.length === 0 ? [] : [`<li><span class="quiet">not evidenced, and due:</span> ${list(missing)}</li>`])]
  return all.length === 0 ? '' : `<ul class="wrong">${all.join('')}</ul>`
}

/** The findings of each that has some, because what is filtered by is the service of a finding. */
function links({ service, parts, findings }: Card, details: string | undefined): string {
  const name = (of: string | undefined) => `<span class="unseen"> of ${words(titleOf({ ...(of !== undefined && { service: of }) }))}</span>`
  const linked = (owner: string | undefined, shown: string) => `<a href="${words(choiceOf(owner))}">${shown}</a>`
  const having = [service, ...parts].map(owner => ({ owner, n: findings.filter(finding => parts.length === 0 || finding.service === owner).length })).filter(({ n }) => n > 0)
  const lists = having.map(({ owner, n }) => linked(owner, having.length === 1 && owner === service ? `${count(n, 'finding')}${name(owner)}` : `${words(owner ?? 'no service')} ${n}`))
  const all = [...(having.length > 1 || having.some(({ owner }) => owner !== service) ? [`${count(findings.length, 'finding')}: ${lists.join(' ')}`] : lists), ...(details === undefined ? [] : [`<a href="${details}">all checks${name(service)}</a>`])]
  return all.length === 0 ? '<p class="quiet">no finding</p>' : `<p>${all.join(' ')}</p>`
}

const choiceOf = (service: string | undefined): string => `#service=${encodeURIComponent(harmless(service ?? 'no service').replace(/\p{Surrogate}/gu, '\ufffd'))}`

const key = (): string => `<p class="key" aria-hidden="true">${Object.entries(SIGNS).map(([status, sign]) => `<span><i class="${status.replace(' ', '-')}">${sign}</i> ${status}</span>`).join(' ')}</p>`
