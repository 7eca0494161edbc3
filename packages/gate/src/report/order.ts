import type { Examination, Finding } from '@bulkhead/analysis'
import type { Agreed } from '../old-code/agreed.js'
import type { Report } from '../verdict.js'

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Findings by file, place and rule, compared by code unit: two runs give the same report on every machine. */
export const inOrder = <T extends Finding>(findings: readonly T[]): T[] =>
  [...findings].sort((a, b) =>
    compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.rule, b.rule) || compare(a.fingerprint, b.fingerprint)
    || compare(JSON.stringify(a), JSON.stringify(b)))

/** Errors before warnings, and otherwise as always: what a reader with little room is to see first. */
export const byWeight = <T extends Finding>(findings: readonly T[]): T[] => {
  const ordered = inOrder(findings)
  return [...ordered.filter(finding => finding.severity === 'error'), ...ordered.filter(finding => finding.severity !== 'error')]
}

/** The entries of a record by key. */
export const entriesInOrder = <T>(record: Readonly<Record<string, T>>): [string, T][] =>
  Object.entries(record).sort(([a], [b]) => compare(a, b))

const sortedBy = <T>(items: readonly T[], key: (item: T) => string): T[] =>
  [...items].sort((a, b) => compare(key(a), key(b)) || compare(JSON.stringify(a), JSON.stringify(b)))

/** The same report with every list in the order in which it is shown, whatever the order in which the files were looked at. */
export function settled(report: Report): Report {
  const { examination } = report
  const ordered: Examination = {
    ...examination,
    findings: inOrder(examination.findings),
    suppressed: inOrder(examination.suppressed),
    services: sortedBy(examination.services, service => service.directory),
    assumptions: sortedBy(examination.assumptions, assumption => assumption.what),
    notJudged: sortedBy(examination.notJudged, ({ path, reason }) => `${path ?? ''}\0${reason}`),
    counts: Object.fromEntries(entriesInOrder(examination.counts)),
  }
  const { agreed } = report
  const kept: Agreed | undefined = agreed && {
    ...agreed,
    baselined: inOrder(agreed.baselined),
    waived: sortedBy(agreed.waived, ({ finding: { file, line, column, rule } }) => [file, String(line).padStart(9), String(column).padStart(9), rule].join('\0')),
    upkeep: sortedBy(agreed.upkeep, ({ message }) => message),
    notes: sortedBy(agreed.notes, note => note),
  }
  return { ...report, examination: ordered, ...(kept && { agreed: kept }), rules: sortedBy(report.rules, rule => rule.name) }
}

/** Names of findings that no two share: the second and later ones with one fingerprint get an ordinal. For findings in order. */
export function ownFingerprints(findings: readonly Finding[]): Map<Finding, string> {
  const seen = new Map<string, number>()
  return new Map(findings.map(finding => {
    const n = (seen.get(finding.fingerprint) ?? 0) + 1
    seen.set(finding.fingerprint, n)
    return [finding, n === 1 ? finding.fingerprint : `${finding.fingerprint}:${n}`]
  }))
}
