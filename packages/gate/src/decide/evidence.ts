import type { CheckId, Examination, Finding } from '@bulkhead/analysis'
import type { RuleText } from '../verdict.js'
import type { Agreed } from '../old-code/agreed.js'
import { CHECK_TERMS } from './checks.js'
import { count, countOf, list } from './words.js'

/** What one examination has to say about one check. */
export interface Evidence {
  errors: Finding[]
  warnings: Finding[]
  suppressed: Finding[]
  /** Those that were there when the baseline was written. */
  baselined: Finding[]
  /** Those that may stay as they are for a while. */
  waived: Agreed['waived']
  /** How the rules of the check fared, those that ran. */
  tallies: { rule: RuleText; judged: number; unknown: number; elsewhere?: number }[]
  /** Whether the check has any rule at all. */
  examined: boolean
}

/** Gathers what an examination says about a check. */
export function evidenceOf(check: CheckId, examination: Examination, rules: readonly RuleText[], agreed: Agreed): Evidence {
  const naming = examination.findings.filter(finding => finding.check === check)
  const own = rules.filter(rule => rule.check === check)
  return {
    errors: naming.filter(finding => finding.severity === 'error'),
    warnings: naming.filter(finding => finding.severity === 'warn'),
    suppressed: examination.suppressed.filter(finding => finding.check === check),
    baselined: agreed.baselined.filter(finding => finding.check === check),
    waived: agreed.waived.filter(({ finding }) => finding.check === check),
    // A rule that is switched off has no count: it proves nothing and must not look as if it had.
    tallies: own.flatMap(rule => {
      const tally = examination.counts[rule.name]
      return tally ? [{ rule, ...tally }] : []
    }),
    examined: own.length > 0,
  }
}

/** How much of what was looked at breaks a rule by what code of others does: the finding is theirs, and the damage is here too. */
export const brokenElsewhere = ({ tallies }: Pick<Evidence, 'tallies'>): number => tallies.reduce((sum, { elsewhere = 0 }) => sum + elsewhere, 0)

/** The parts of the check that no rule has looked at, or at which there was nothing to look. */
export function unproven(check: CheckId, evidence: Evidence): { unexamined: string[]; empty: string[] } {
  const covering = (part: string) => evidence.tallies.filter(tally => tally.rule.covers === part)
  const parts = CHECK_TERMS[check].asks
  return {
    unexamined: parts.filter(part => covering(part).length === 0),
    empty: parts.filter(part => covering(part).length > 0 && covering(part).every(tally => tally.judged === 0)),
  }
}

/** What was looked at: `12 outbound requests and 3 transactions`. Rules that count the same things count them once. */
export function examinedWords(evidence: Evidence): string {
  const most = new Map<string, number>()
  for (const { rule, judged } of evidence.tallies) {
    const noun = rule.judges ?? `operations by ${rule.name}`
    most.set(noun, Math.max(most.get(noun) ?? 0, judged))
  }
  const seen = [...most].filter(([, judged]) => judged > 0)
  return seen.length === 0 ? '' : list(seen.map(([noun, judged]) => countOf(judged, noun)))
}

/** Which findings fail the check: `3 errors among 12 outbound requests: no-other (1) and require-request-timeout (2)`. */
export function failureWords(evidence: Evidence): string {
  const byRule = new Map<string, number>()
  for (const { rule } of evidence.errors) byRule.set(rule, (byRule.get(rule) ?? 0) + 1)
  const rules = [...byRule].sort(([a], [b]) => (a < b ? -1 : 1)).map(([rule, n]) => `${rule} (${n})`)
  const warned = evidence.warnings.length > 0 ? `; ${count(evidence.warnings.length, 'warning')} besides` : ''
  const seen = examinedWords(evidence)
  return `${count(evidence.errors.length, 'error')}${seen === '' ? '' : ` among ${seen}`}: ${list(rules)}${warned}`
}
