import pico from 'picocolors'
import type { Colors } from 'picocolors/types.js'
import type { CardCheck, GateCard, GateDecision } from '../decide/gate.js'
import { CHECK_TERMS } from '../decide/checks.js'
import { count, list } from '../decide/words.js'
import type { Status } from '../verdict.js'
import { freeWords } from './free-words.js'
import { harmless, harmlessJson } from './harmless.js'
import { columns, indent } from './text/layout.js'
import { upkeepSection, waivedSection } from './text/upkeep.js'

const SHOWN_PLACES = 3

/** The decision as JSON. Its shape is published as `gate.schema.json`. */
export const gateJson = (decision: GateDecision): string => harmlessJson({ version: 1, ...decision })

/** The decision for people: a card for every service, then what stops the stage, and the shortest way past it. */
export function gateText(decision: GateDecision, { color }: { color: boolean }): string {
  const c = pico.createColors(color)
  return [...decision.cards.flatMap(card => cardLines(card, c)), ...cures(decision.cards, c), ...waivedSection({ waived: [], notes: decision.notes }, c), ...upkeepSection(decision.upkeep, c), conclusion(decision, c), ''].join('\n')
}

const titleOf = ({ service }: GateCard): string => service ?? 'What belongs to no service'

function cardLines(card: GateCard, c: Colors): string[] {
  const paint: Record<Status, (cell: string) => string> = { pass: c.green, fail: c.red, 'not evidenced': c.yellow, 'not applicable': c.dim, waived: c.cyan }
  const aside = [card.parts && count(card.parts.length, 'part'), card.tier === undefined ? undefined : `tier ${card.tier}`, `policy ${card.preset}`, card.owners.length === 0 ? 'nobody owns it' : list(card.owners)].filter(part => part !== undefined).join(', ')
  const rows = card.checks.map(({ id, stage, status, blocks, reason }) => [id, stage, `${status}${blocks ? ' (stops)' : ''}`, reason])
  const table = columns([['check', 'stage', 'status', 'reason'], ...rows], (cell, column, row) =>
    row === 0 ? c.dim(cell) : column === 2 ? paint[card.checks[row - 1]!.status](cell) : cell)
  return [`${c.bold(harmless(titleOf(card)))}  ${c.dim(harmless(aside))}`, ...indent(table, 2), '']
}

/** What would let the checks pass, in their order: once, whatever number of cards it is the same on. */
function cures(cards: readonly GateCard[], c: Colors): string[] {
  const open = new Map<string, { check: CardCheck; of: GateCard[] }>()
  for (const card of cards) for (const check of card.checks.filter(({ cure }) => cure !== undefined)) {
    const key = JSON.stringify([check.id, check.cure])
    open.set(key, { check, ...open.get(key), of: [...open.get(key)?.of ?? [], card] })
  }
  const order = Object.keys(CHECK_TERMS)
  const sorted = [...open.values()].sort((a, b) => order.indexOf(a.check.id) - order.indexOf(b.check.id))
  return sorted.length === 0 ? [] : [`  ${c.bold('To make it pass')}`, ...sorted.flatMap(({ check, of }) => cureLines(check, of.length === cards.length ? '' : ` (${list(of.map(titleOf))})`)), '']
}

function cureLines({ id, cure, evidence }: CardCheck, whose: string): string[] {
  const places = evidence.filter(({ status, stale }) => status !== 'pass' && stale === undefined).flatMap(({ places: all }) => all).slice(0, SHOWN_PLACES)
  return [`    ${id}${harmless(whose)}: ${harmless(cure!)}`, ...places.map(({ file, line, message }) => `      ${harmless(file)}${line > 0 ? `:${line}` : ''}  ${harmless(message)}`)]
}

function conclusion(decision: GateDecision, c: Colors): string {
  const { stage, passed, judged, commit, cards } = decision
  const of = commit === undefined ? '' : ` of commit ${commit.id.slice(0, 8)}`
  const stopping = cards.filter(card => !card.passed).map(card => `${titleOf(card)} (${list(card.checks.filter(check => check.blocks).map(({ id }) => id))})`)
  if (!passed) return `${c.red(c.bold(`The ${stage}${of} is stopped`))} by ${harmless(list(stopping))}.`
  if (!judged) return c.yellow(c.bold('NOT JUDGED: no file that runs on a server was looked at.'))
  return `${c.green(c.bold(`Nothing stops the ${stage}${of}.`))} ${freeWords(decision)}`
}
