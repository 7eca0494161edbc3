import type { Finding, Place, RelatedPlace } from '@bulkhead/analysis'
import { NOTHING_AGREED } from '../old-code/agreed.js'
import type { Report } from '../verdict.js'
import { harmlessJson } from './harmless.js'
import { entriesInOrder, inOrder } from './order.js'

/** The whole report as JSON, nothing left out. Its shape is published as `report.schema.json`. */
export function json({ examination, verdict, agreed = NOTHING_AGREED, since }: Report): string {
  return harmlessJson({
    version: 1,
    ...(since && { since: { ref: since.ref, commit: since.commit } }),
    findings: inOrder(examination.findings).map(finding => ({ ...writtenFinding(finding), ...(since && { new: since.fresh.has(finding) }) })),
    services: examination.services.map(({ name, kind, directory, libraries, owners, evidence }) => ({ name, kind, directory, libraries, owners, evidence })),
    assumptions: examination.assumptions.map(({ what, evidence, configure }) => ({ what, evidence, configure })),
    counts: Object.fromEntries(entriesInOrder(examination.counts).map(([rule, { judged, unknown }]) => [rule, { judged, unknown }])),
    suppressed: inOrder(examination.suppressed).map(finding => ({ ...writtenFinding(finding), reason: finding.reason })),
    baselined: inOrder(agreed.baselined).map(writtenFinding),
    waived: agreed.waived.map(({ finding, waiver: { covers: _covers, ...waiver } }) => ({ ...writtenFinding(finding), waiver })),
    notes: agreed.notes,
    upkeep: agreed.upkeep.map(({ is, service, message, cure }) => ({ is, service, message, cure })),
    notJudged: examination.notJudged.map(({ path, reason, remedy }) => ({ path, reason, remedy })),
    files: { total: examination.files.total, production: examination.files.production },
    gate: { passed: verdict.passed, judged: verdict.judged, checks: verdict.checks },
  })
}

const place = ({ file, line, column, endLine, endColumn }: Place) => ({ file, line, column, endLine, endColumn })
const relatedPlace = (related: RelatedPlace) => ({ ...place(related), message: related.message })

const writtenFinding = (finding: Finding) => ({
  rule: finding.rule,
  check: finding.check,
  severity: finding.severity,
  service: finding.service ?? null,
  owner: finding.owners[0] ?? null,
  owners: finding.owners,
  ...place(finding),
  message: finding.message,
  fix: finding.fix,
  ...(finding.symbol ? { symbol: finding.symbol } : {}),
  fingerprint: finding.fingerprint,
  related: finding.related.map(relatedPlace),
  ...(finding.suggestion ? { suggestion: { title: finding.suggestion.title, edits: finding.suggestion.edits.map(({ start, end, text }) => ({ start, end, text })) } } : {}),
})
