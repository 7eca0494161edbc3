import type { Examination, Finding } from '@bulkhead/analysis'
import { decide } from '../../decide/decide.js'
import type { CardCheck } from '../../decide/gate.js'
import { STAGES } from '../../decide/ruling.js'
import { count, list } from '../../decide/words.js'
import { NOTHING_AGREED, type Agreed } from '../../old-code/agreed.js'
import type { CheckResult, Report, Status } from '../../verdict.js'
import { harmless } from '../harmless.js'
import { badge, folded, owned, path, words, type Section } from './markup.js'

/** A check on a card; one that a stage was decided by knows more of itself. */
export type ShownCheck = CheckResult & Partial<Omit<CardCheck, keyof CheckResult>>

/** The gate of one service, or of what belongs to none. */
export interface Card {
  service?: string
  owners: readonly string[]
  /** The tier and the policy, where a stage was decided by them. */
  terms: readonly string[]
  passed: boolean
  checks: readonly ShownCheck[]
  findings: readonly Finding[]
}

/** A card a service, and one for what belongs to none: as the stage was decided, or by findings alone where no stage was asked for. */
export function cardsOf({ examination, decision, rules, agreed = NOTHING_AGREED }: Report): Card[] {
  const names = new Set(examination.services.map(({ name }) => name))
  const of = (service: string | undefined) => ({ service: own }: { service?: string }) => (service === undefined ? own === undefined || !names.has(own) : own === service)
  const findings = (service: string | undefined) => examination.findings.filter(of(service))
  const loose = findings(undefined)
  const looseOwners = [...new Set(loose.flatMap(({ owners }) => owners))].sort()
  if (decision) return decision.cards.map(({ service, owners, tier, preset, passed, checks }) =>
    ({ ...(service !== undefined && { service }), owners: service === undefined ? looseOwners : owners, terms: [...(tier === undefined ? [] : [`tier ${tier}`]), `policy ${preset}`], passed, checks, findings: findings(service) }))
  const all = [...examination.services, ...(loose.length > 0 ? [{ name: undefined, owners: looseOwners }] : [])]
  return all.map(({ name, owners }) => {
    const mine = of(name)
    const seen: Examination = { ...examination, findings: findings(name), suppressed: examination.suppressed.filter(mine) }
    const own: Agreed = { ...agreed, baselined: agreed.baselined.filter(mine), waived: agreed.waived.filter(({ finding }) => mine(finding)), upkeep: agreed.upkeep.filter(({ service }) => service === undefined || service === name) }
    const { checks, passed } = decide(seen, rules, own)
    return { ...(name !== undefined && { service: name }), owners, terms: [], passed, checks, findings: seen.findings }
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
${links(card, findings.length, details)}</li>`
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

function links({ service }: Card, findings: number, details: string | undefined): string {
  const choice = `#service=${encodeURIComponent(harmless(service ?? 'no service').replace(/\p{Surrogate}/gu, '\ufffd'))}`
  const name = `<span class="unseen"> of ${words(titleOf({ ...(service !== undefined && { service }) }))}</span>`
  const all = [...(findings > 0 ? [`<a href="${words(choice)}">${count(findings, 'finding')}${name}</a>`] : []), ...(details === undefined ? [] : [`<a href="${details}">all checks${name}</a>`])]
  return all.length === 0 ? '<p class="quiet">no finding</p>' : `<p>${all.join(' ')}</p>`
}

const key = (): string => `<p class="key" aria-hidden="true">${Object.entries(SIGNS).map(([status, sign]) => `<span><i class="${status.replace(' ', '-')}">${sign}</i> ${status}</span>`).join(' ')}</p>`
