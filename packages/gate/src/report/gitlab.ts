import { createHash } from 'node:crypto'
import type { Report } from '../verdict.js'
import { harmlessJson } from './harmless.js'
import { inOrder, ownFingerprints } from './order.js'

/** The findings as GitLab's code quality report. GitLab drops what has a fingerprint that it has seen, so no two have the same. */
export function gitlab({ examination }: Report): string {
  const findings = inOrder(examination.findings)
  const fingerprints = ownFingerprints(findings)
  return harmlessJson(findings.map(finding => ({
    description: `${finding.message} ${finding.fix}`,
    check_name: `bulkhead/${finding.rule}`,
    fingerprint: createHash('sha256').update(fingerprints.get(finding)!).digest('hex'),
    severity: finding.severity === 'error' ? 'major' : 'minor',
    location: { path: finding.file, lines: { begin: finding.line, end: finding.endLine } },
  })))
}
