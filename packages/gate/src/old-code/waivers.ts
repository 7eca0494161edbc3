import type { CheckId, Examination, Finding } from '@bulkhead/analysis'
import type { Waiver } from '@bulkhead/workspace'
import { count, list } from '../decide/words.js'
import type { Agreed, Upkeep } from './agreed.js'

/** How long before its end a waiver reminds its owner. */
const REMINDER = 14
const DAY = 86_400_000
const SHOWN_PLACES = 3

/** What waivers are held against. */
export interface Waivable {
  /** Findings that nothing keeps silent so far. */
  open: readonly Finding[]
  baselined: readonly Finding[]
  /** Those that a directive in the code keeps silent; it may point at a waiver. */
  suppressed: Examination['suppressed']
}

/** Findings after waivers were held against them. */
export interface Waived extends Pick<Agreed, 'waived' | 'checks' | 'lapsed' | 'upkeep' | 'notes'> {
  open: Finding[]
  suppressed: Examination['suppressed']
}

/** Takes from findings what is waived on a day (`2027-01-31`), and gives back what a directive keeps silent with a waiver that has lapsed. */
export function waive({ open, baselined, suppressed }: Waivable, waivers: readonly Waiver[], day: string): Waived {
  const begun = waivers.filter(({ created }) => created <= day)
  const inForce = (waiver: Waiver): boolean => waiver.created <= day && day <= waiver.until
  const pointing = suppressed.flatMap(finding => {
    const id = pointedAt(finding.reason)
    return id === undefined ? [] : [{ finding, id, waiver: waivers.find(waiver => waiver.id === id && suits(waiver, finding)) }]
  })
  const scoped = open.map(finding => ({ finding, waivers: begun.filter(waiver => waiver.id === undefined && suits(waiver, finding)) }))
  const used = new Set([
    ...pointing.map(({ waiver }) => waiver), ...scoped.flatMap(({ waivers: suiting }) => suiting),
    ...begun.filter(waiver => waiver.id === undefined && baselined.some(finding => suits(waiver, finding))),
  ])
  const waived = [
    ...scoped.flatMap(({ finding, waivers: suiting }) => { const waiver = suiting.find(inForce); return waiver ? [{ finding, waiver }] : [] }),
    ...pointing.flatMap(({ finding, waiver }) => (waiver && inForce(waiver) ? [{ finding, waiver }] : [])),
  ]
  const silent = new Set(waived.map(({ finding }) => finding))
  const back = pointing.filter(({ finding }) => !silent.has(finding)).map(({ finding }) => finding)
  const backBy = (waiver: Waiver): Finding[] => [...scoped.filter(({ waivers: suiting }) => suiting.includes(waiver)), ...pointing.filter(one => one.waiver === waiver)].map(({ finding }) => finding).filter(finding => !silent.has(finding))
  return {
    open: [...open.filter(finding => !silent.has(finding)), ...back.map(({ reason: _reason, ...finding }) => finding)],
    suppressed: suppressed.filter(finding => !pointing.some(one => one.finding === finding)),
    waived,
    checks: begun.filter(isOfCheck).filter(inForce),
    lapsed: begun.filter(isOfCheck).filter(waiver => !inForce(waiver)),
    upkeep: [
      ...begun.filter(waiver => !used.has(waiver) && !isOfCheck(waiver)).map(unused),
      ...pointing.filter(({ waiver }) => waiver === undefined).map(({ finding, id }) => dangling(finding, waivers.some(waiver => waiver.id === id), id)),
    ],
    notes: begun.filter(waiver => used.has(waiver) || isOfCheck(waiver)).flatMap(waiver => note(waiver, day, backBy(waiver))),
  }
}

/** Whether a waiver is about a check itself, and not only about findings that name it. */
const isOfCheck = (waiver: Waiver): boolean => waiver.check !== undefined && waiver.scope === undefined && waiver.id === undefined

/** The waivers of checks that hold without them, by what every card says. */
export function unusedOfChecks({ checks, lapsed, waived, baselined }: Agreed, holds: (check: CheckId, service: string | undefined) => boolean): Upkeep[] {
  const idle = (waiver: Waiver): boolean => !waived.some(one => one.waiver === waiver) && !baselined.some(finding => suits(waiver, finding)) && holds(waiver.check as CheckId, waiver.service)
  return [...checks, ...lapsed].filter(idle).map(unused)
}

/** Who, why and until when. */
export const waiverWords = ({ owner, because, reason, until, issue }: Waiver): string => `waived by ${owner} until ${until} (${because}): ${reason} ${issue}`

const suits = (waiver: Waiver, finding: Finding): boolean =>
  (waiver.rule === undefined ? waiver.check === finding.check : waiver.rule === finding.rule) && waiver.covers(finding.file, finding.service)

/** `-- waiver SHOP-1` */
const pointedAt = (reason: string | undefined): string | undefined => /^waiver ([\w.-]+)$/.exec(reason ?? '')?.[1]

const unused = (waiver: Waiver): Upkeep => ({
  is: 'unused waiver', ...(waiver.service !== undefined && { service: waiver.service }),
  message: `The waiver of ${named(waiver)} by ${waiver.owner} (until ${waiver.until}) keeps nothing silent.`,
  cure: 'Take it out of .bulkhead/waivers.json.',
})

const dangling = ({ file, line, rule, service }: Finding, known: boolean, id: string): Upkeep => ({
  is: 'missing waiver', ...(service !== undefined && { service }),
  message: `${file}:${line} points at the waiver ${id}, ${known ? `which is not about ${rule} there` : 'and there is none of that name'}.`,
  cure: `Write it with \`bulkhead waive ${rule} --id ${id}\`, or give the directive a reason.`,
})

function note(waiver: Waiver, day: string, back: readonly Finding[]): string[] {
  const left = Math.round((Date.parse(waiver.until) - Date.parse(day)) / DAY)
  if (left < 0) return [`The waiver of ${named(waiver)} by ${waiver.owner} lapsed on ${waiver.until}: ${backWords(back)}. ${waiver.issue}`]
  return left <= REMINDER ? [`The waiver of ${named(waiver)} ends on ${waiver.until}, ${left === 0 ? 'today' : `in ${count(left, 'day')}`}. ${waiver.owner} has to act: ${waiver.issue}`] : []
}

function backWords(back: readonly Finding[]): string {
  if (back.length === 0) return 'what it kept silent counts again'
  const more = back.length - SHOWN_PLACES
  return `${count(back.length, 'finding')} ${back.length === 1 ? 'is' : 'are'} back (${list([...back.slice(0, SHOWN_PLACES).map(({ file, line }) => `${file}:${line}`), ...(more > 0 ? [`${more} more`] : [])])})`
}

/** `require-owner in services/orders/**`. */
const named = ({ id, rule, check, scope, service }: Waiver): string => [id !== undefined && `${id}, of`, rule ?? `the check ${check}`, scope && `in ${scope}`, service && `of service ${service}`].filter(Boolean).join(' ')
