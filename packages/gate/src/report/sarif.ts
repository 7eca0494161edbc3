import type { Finding, Place } from '@bulkhead/analysis'
import type { Location, Log, Notification, ReportingDescriptor, Result } from 'sarif'
import type { Report, RuleText } from '../verdict.js'
import { harmlessJson } from './harmless.js'
import { inOrder } from './order.js'

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'

/**
 * The findings as SARIF 2.1.0. Suppressed ones are left out: code-scanning services ignore the `suppressions` property
 * and would show them as open. They are in the JSON report.
 */
export function sarif({ examination, verdict, rules }: Report, { version }: { version: string }): string {
  const findings = inOrder(examination.findings)
  const described = [...rules].sort((a, b) => (a.name < b.name ? -1 : 1))
  const indexOf = new Map(described.map((rule, index) => [rule.name, index]))
  const fingerprints = numbered(findings.map(finding => finding.fingerprint))
  const log: Log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'Bulkhead', semanticVersion: version, rules: described.map(descriptor) } },
      automationDetails: { id: 'bulkhead/gate/' },
      columnKind: 'utf16CodeUnits',
      originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository that was examined.' } } },
      invocations: [{
        executionSuccessful: verdict.judged,
        toolExecutionNotifications: examination.notJudged.map(({ path, reason, remedy }): Notification => ({
          level: 'warning',
          message: { text: ['Not judged', reason, remedy].filter(Boolean).join(': ') },
          ...(path === undefined ? {} : { locations: [{ physicalLocation: { artifactLocation: artifact(path) } }] }),
        })),
      }],
      results: findings.map((finding, index) => result(finding, indexOf.get(finding.rule), fingerprints[index]!)),
      properties: { gate: { passed: verdict.passed, checks: verdict.checks } },
    }],
  }
  return harmlessJson(log)
}

const descriptor = ({ name, check, summary, why, fix, docs }: RuleText): ReportingDescriptor => ({
  id: name,
  shortDescription: { text: summary },
  fullDescription: { text: why },
  ...(docs === undefined ? {} : { helpUri: docs }),
  help: { text: `${why}\n\n${fix}`, markdown: `${why}\n\n**Fix:** ${fix}${docs === undefined ? '' : `\n\n[More about this rule](${docs})`}` },
  properties: { tags: ['backend', check] },
})

const result = (finding: Finding, ruleIndex: number | undefined, fingerprint: string): Result => ({
  ruleId: finding.rule,
  ...(ruleIndex === undefined ? {} : { ruleIndex }),
  level: finding.severity === 'error' ? 'error' : 'warning',
  message: { text: `${finding.message} ${finding.fix}` },
  locations: [{ physicalLocation: physical(finding) }],
  relatedLocations: finding.related.map((related, index): Location => ({ id: index + 1, physicalLocation: physical(related), message: { text: related.message } })),
  partialFingerprints: { 'bulkheadFinding/v1': fingerprint },
  properties: { check: finding.check, ...(finding.service === undefined ? {} : { service: finding.service }), owners: finding.owners },
})

const physical = (place: Place): Location['physicalLocation'] => ({
  artifactLocation: artifact(place.file),
  region: { startLine: place.line, startColumn: place.column, endLine: place.endLine, endColumn: place.endColumn },
})

const artifact = (path: string) => ({ uri: path.split('/').map(encodeSegment).join('/'), uriBaseId: '%SRCROOT%' })

// A lone surrogate, which a file name on Linux can decode to, makes encodeURIComponent throw.
const encodeSegment = (segment: string): string => encodeURIComponent(segment.replace(/\p{Surrogate}/gu, '\ufffd'))

/** Results with one fingerprint would be taken for one alert: the second and later ones get an ordinal. */
function numbered(fingerprints: string[]): string[] {
  const seen = new Map<string, number>()
  return fingerprints.map(fingerprint => {
    const n = (seen.get(fingerprint) ?? 0) + 1
    seen.set(fingerprint, n)
    return n === 1 ? fingerprint : `${fingerprint}:${n}`
  })
}
