import type { CheckId, Examination } from '@bulkhead/analysis'
import type { Waiver } from '@bulkhead/workspace'
import type { CheckResult, RuleText, Status, Verdict } from '../verdict.js'
import { NOTHING_AGREED, type Agreed } from '../old-code/agreed.js'
import { waiverWords } from '../old-code/waivers.js'
import { CHECK_TERMS } from './checks.js'
import { brokenElsewhere, evidenceOf, examinedWords, failureWords, unproven, type Evidence } from './evidence.js'
import { count, list } from './words.js'

type Answer = [status: Status, reason: string]

/**
 * Decides the fifteen checks. The gate fails if a check fails; a check fails if a finding of severity `error` names it, and static analysis also where
 * what was agreed about old findings is not so any more.
 */
export function decide(examination: Examination, rules: readonly RuleText[], agreed: Agreed = NOTHING_AGREED): Verdict {
  const checks = (Object.keys(CHECK_TERMS) as CheckId[]).map((id): CheckResult => {
    const evidence = evidenceOf(id, examination, rules, agreed)
    const [status, reason] = waivedWhole(answer(id, evidence, examination, agreed), agreed.checks.find(({ check, service }) => check === id && service === undefined))
    const { stage, holds } = CHECK_TERMS[id]
    return { id, stage, holds, status, reason, findings: evidence.errors.length + evidence.warnings.length, baselined: evidence.baselined.length, waived: evidence.waived.length }
  })
  return { passed: checks.every(check => check.status !== 'fail'), judged: anyFileJudged(examination), checks }
}

/** Whether at least one file that runs on a server was looked at. */
export function anyFileJudged({ files, notJudged, counts, findings }: Examination): boolean {
  if (files.production === 0) return false
  // Which of the skipped files run on a server is not known here. Where enough were skipped for it to be all of them, only a rule that did look at something shows that it was not.
  const lookedAt = findings.length > 0 || Object.values(counts).some(({ judged }) => judged > 0)
  return lookedAt || skippedFiles(notJudged).size < files.production
}

/** The files of code among what was not judged; manifests and configurations are told too, but they are no code. */
function skippedFiles(notJudged: Examination['notJudged']): Set<string> {
  return new Set(notJudged.flatMap(({ path }) => (path !== undefined && /\.[cm]?[jt]sx?$/.test(path) ? [path] : [])))
}

function answer(id: CheckId, evidence: Evidence, examination: Examination, { upkeep }: Agreed): Answer {
  if (id === 'static-analysis' && upkeep.length > 0) return ['fail', upkeepWords(evidence, upkeep)]
  if (evidence.errors.length > 0) return ['fail', failureWords(evidence)]
  if (id === 'static-analysis') return staticAnalysis(examination, evidence)
  if (!evidence.examined) return ['not evidenced', withWarnings(`not examined; what would prove it: ${CHECK_TERMS[id].proof}`, evidence)]
  return examined(id, evidence)
}

/** A check that nothing proves is waived where a waiver is about the whole of it. What fails was not waived, or it would not be open. */
function waivedWhole([status, reason]: Answer, waiver: Waiver | undefined): Answer {
  return status === 'not evidenced' && waiver ? ['waived', `${waiverWords(waiver)}; without it: ${reason}`] : [status, reason]
}

/** `2 entries of the baseline are stale`, after the errors where there are some. */
function upkeepWords(evidence: Evidence, upkeep: Agreed['upkeep']): string {
  const kinds = new Map<string, number>()
  for (const { is } of upkeep) kinds.set(is, (kinds.get(is) ?? 0) + 1)
  const words = list([...kinds].map(([is, n]) => count(n, is, is.replace(/y$/, 'ies'))))
  return evidence.errors.length > 0 ? `${failureWords(evidence)}; ${words}` : words
}

function staticAnalysis(examination: Examination, { baselined, waived, warnings }: Evidence): Answer {
  const { files, notJudged } = examination
  if (!anyFileJudged(examination)) return ['not evidenced', `no file was judged; what would prove it: ${CHECK_TERMS['static-analysis'].proof}`]
  const skipped = skippedFiles(notJudged).size
  const gaps = skipped > 0 ? `; ${skipped} could not be judged` : ''
  const seen = `${count(files.production, 'file')} that ${files.production === 1 ? 'runs' : 'run'} on a server`
  if (baselined.length > 0) return ['not evidenced', `${list([seen, inBaseline(baselined), ...inWaivers(waived)])}, and nothing new${gaps}`]
  if (waived.length > 0) return ['waived', `${list([seen, ...inWaivers(waived)])}, and nothing else${gaps}`]
  const warned = warnings.length > 0 ? `; ${count(warnings.length, 'warning')} ${warnings.length === 1 ? 'does' : 'do'}` : ''
  return ['pass', `${seen}, no error names this check${warned}${gaps}`]
}

/** A pass needs everything at once: every part examined, something found to examine, all of it decided, and nothing wrong or silenced. */
function examined(id: CheckId, evidence: Evidence): Answer {
  const seen = examinedWords(evidence)
  const { unexamined, empty } = unproven(id, evidence)
  const unknown = evidence.tallies.reduce((sum, tally) => sum + tally.unknown, 0)
  const elsewhere = brokenElsewhere(evidence)
  const gaps = [
    evidence.warnings.length > 0 && count(evidence.warnings.length, 'warning'),
    elsewhere > 0 && `${elsewhere} in breach by a finding on another card`,
    unknown > 0 && `${unknown} could not be determined`,
    evidence.suppressed.length > 0 && `${count(evidence.suppressed.length, 'finding')} kept silent by a directive in the code`,
    evidence.baselined.length > 0 && inBaseline(evidence.baselined),
    empty.length > 0 && seen !== '' && `nothing found that would show ${list(empty)}`,
    unexamined.length > 0 && `${list(unexamined)} ${isPlural(unexamined) ? 'are' : 'is'} not examined`,
  ].filter(gap => gap !== false)

  const waived = inWaivers(evidence.waived)
  if (seen === '') return ['not evidenced', ['nothing found to examine', ...waived, ...gaps].join('; ')]
  const clean = evidence.warnings.length + unknown + elsewhere + evidence.suppressed.length + evidence.baselined.length + evidence.waived.length === 0
  const words = `${seen}${clean ? ', none in breach' : ''}`
  // A waiver of a finding is about that finding: what else is missing stays missing.
  return [gaps.length > 0 ? 'not evidenced' : waived.length > 0 ? 'waived' : 'pass', [words, ...waived, ...gaps].join('; ')]
}

/** `2 findings waived by @acme/orders until 2027-01-31`, for each waiver. */
function inWaivers(waived: Agreed['waived']): string[] {
  const findings = new Map<Waiver, number>()
  for (const { waiver } of waived) findings.set(waiver, (findings.get(waiver) ?? 0) + 1)
  return [...findings].map(([{ owner, until }, n]) => `${count(n, 'finding')} waived by ${owner} until ${until}`)
}

const inBaseline = (findings: readonly unknown[]): string => `${count(findings.length, 'finding')} in the baseline`

const isPlural = (parts: string[]): boolean => parts.length > 1 || parts[0]!.endsWith('s')

const withWarnings = (reason: string, { warnings }: Evidence): string =>
  warnings.length === 0 ? reason : `${count(warnings.length, 'warning')}; ${reason}`
