import type { CheckId, Examination } from '@bulkhead/analysis'
import type { Waiver } from '@bulkhead/workspace'
import type { Agreed } from '../old-code/agreed.js'
import { waiverWords } from '../old-code/waivers.js'
import type { Attestation, Evidenced, EvidenceShown } from './gate.js'
import type { CheckResult, RuleText, Status } from '../verdict.js'
import type { Evidence } from '../evidence/evidence.js'
import { CHECK_TERMS } from './checks.js'
import { brokenElsewhere } from './evidence.js'
import { staleness, type Now } from './freshness.js'
import { list } from './words.js'

/** Everything that is known beside findings, of one service or of all. */
export interface Beside {
  evidence: readonly Evidence[]
  attestations: readonly Attestation[]
  /** Those in force that are about a whole check. */
  waivers: readonly Waiver[]
  /** What was agreed and is not so any more. */
  upkeep: Agreed['upkeep']
  notApplicable: Partial<Record<CheckId, string>>
}

/** What the rules leave open of a check that they did not decide. */
interface Left {
  parts: string[]
  /** Whether something was seen that only code can put right: warnings, silenced or baselined findings. */
  dirty: boolean
  /** How much breaks a rule by what code of others does. */
  elsewhere: number
  undetermined: number
}

/** Weighs what rules found of one check against everything else that is known. What fails, fails, whatever else passes. */
export function weigh(ruled: CheckResult, beside: Beside, examination: Examination, rules: readonly RuleText[], now: Now): Evidenced {
  const own = beside.evidence.filter(({ check }) => check === ruled.id)
  const shown = own.map((evidence): EvidenceShown => ({ ...evidence, ...staleOf(evidence, now) }))
  const fresh = shown.filter(({ stale }) => stale === undefined)
  const attested = beside.attestations.filter(({ check }) => check === ruled.id)
  const standing = attested.filter(({ until }) => until >= dayOf(now.asOf))
  const failing = fresh.filter(({ status }) => status === 'fail')
  const answered = (status: Status, reason: string, cure?: string): Evidenced => ({ ...ruled, status, reason, evidence: shown, attestations: standing, ...(cure !== undefined && { cure }) })

  const { notApplicable, waivers } = beside
  const waiver = waivers.find(({ check }) => check === ruled.id)
  const waived = (reason: string): Evidenced | undefined => waiver && answered('waived', `${waiverWords(waiver)}; without it: ${reason}`)
  // The findings that a waiver is about are not open any more: what is left is not waived.
  if (ruled.status === 'fail') return answered('fail', ruled.reason, fixOf(ruled.id, examination, rules, beside.upkeep))
  if (failing.length > 0) {
    const reason = list(failing.map(said))
    return waived(reason) ?? answered('fail', reason, failing[0]!.cure ?? 'Mend what the evidence names.')
  }
  const exempt = notApplicable[ruled.id]
  if (exempt !== undefined) return answered('not applicable', exempt)
  const left = leftOpen(ruled, examination, rules)
  const passing = fresh.filter(({ status }) => status === 'pass')
  const open = fresh.filter(({ status }) => status === 'open')
  const missing = left.parts.filter(part => ![...passing, ...standing].some(({ covers }) => covers === undefined || covers.includes(part)))
  const whole = standing.some(({ covers }) => covers === undefined)
  if (missing.length === 0 && open.length === 0 && !left.dirty && left.elsewhere === 0 && (left.undetermined === 0 || whole)) {
    const proofs = [...passing.map(said), ...standing.map(attestedBy)]
    return answered(ruled.waived > 0 ? 'waived' : 'pass', [...(ruled.status !== 'not evidenced' || left.parts.length < CHECK_TERMS[ruled.id].asks.length ? [withoutGap(ruled.reason)] : []), ...proofs].join('; '))
  }
  const reason = [
    ...shown.filter(({ stale }) => stale !== undefined).map(({ tool, file, stale }) => `${tool} in ${file} is ${stale}`),
    ...attested.filter(one => !standing.includes(one)).map(({ who, until }) => `the attestation of ${who} ended on ${until}`),
    ...open.map(said), ...passing.map(said), ...standing.map(attestedBy),
    ...(missing.length > 0 && passing.length + standing.length > 0 ? [`nothing shows ${list(missing)}`] : []),
    ...(missing.length === left.parts.length ? [ruled.reason] : [withoutGap(ruled.reason)].filter(told => !told.startsWith('not examined;'))),
  ].join('; ')
  return waived(reason) ?? answered('not evidenced', reason, cureOf(ruled, { shown, open, missing, left }))
}

/** What rules do not examine is shown by something else, or is told by name. */
const withoutGap = (reason: string): string => reason.replace(/; [^;]* (?:is|are) not examined$/, '')

function staleOf(evidence: Evidence, now: Now): { stale?: string } {
  const stale = staleness(evidence, now)
  return stale === undefined ? {} : { stale }
}

function leftOpen(ruled: CheckResult, examination: Examination, rules: readonly RuleText[]): Left {
  if (ruled.status !== 'not evidenced') return { parts: [], dirty: false, elsewhere: 0, undetermined: 0 }
  const own = rules.filter(({ check, name }) => check === ruled.id && examination.counts[name] !== undefined)
  const proven = new Set(own.filter(({ name }) => examination.counts[name]!.judged > 0).map(({ covers }) => covers))
  return {
    parts: CHECK_TERMS[ruled.id].asks.filter(part => !proven.has(part)),
    dirty: ruled.findings > 0 || examination.suppressed.some(({ check }) => check === ruled.id) || ruled.baselined > 0,
    elsewhere: brokenElsewhere({ tallies: own.map(rule => ({ rule, ...examination.counts[rule.name]! })) }),
    undetermined: own.reduce((sum, { name }) => sum + examination.counts[name]!.unknown, 0),
  }
}

/** `12 tests: 12 passed and 0 failed (jest in reports/jest.json)`. */
const said = ({ summary, tool, version, file }: Evidence): string => `${summary} (${tool}${version === undefined ? '' : ` ${version}`} in ${file})`
const attestedBy = ({ who, what, link, until }: Attestation): string => `${what} (${who} says so until ${until}: ${link})`
const dayOf = (time: Date): string => time.toISOString().slice(0, 10)

function fixOf(check: CheckId, { findings }: Examination, rules: readonly RuleText[], upkeep: Agreed['upkeep']): string {
  const first = findings.find(finding => finding.check === check && finding.severity === 'error')
  if (first) return `${first.file}:${first.line}: ${first.fix}`
  return upkeep[0]?.cure ?? rules.find(rule => rule.check === check)?.fix ?? 'Mend what is named.'
}

function cureOf({ id }: CheckResult, { shown, open, missing, left }: { shown: EvidenceShown[]; open: EvidenceShown[]; missing: string[]; left: Left }): string {
  const stale = shown.find(one => one.stale !== undefined)
  if (stale && missing.length > 0) return `Run ${stale.tool} on this commit again, and write ${stale.file} anew.`
  if (open.length > 0) return open[0]!.cure ?? `Settle what ${open[0]!.file} leaves open.`
  if (left.dirty) return 'Mend the warnings, and what is silenced or in the baseline; `bulkhead check` lists them.'
  if (left.elsewhere > 0) return 'Settle the findings on the other cards that this breaks by; `bulkhead check` lists each with all that it is about.'
  if (missing.length === 0 && left.undetermined > 0) return '`bulkhead inspect` lists what could not be determined: write those limits out, or attest the check.'
  return `${CHECK_TERMS[id].shortest}${missing.length > 0 && missing.length < CHECK_TERMS[id].asks.length ? ` Missing: ${list(missing)}.` : ''}`
}
