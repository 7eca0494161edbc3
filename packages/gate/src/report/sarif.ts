import type { Finding, Place, RelatedPlace } from '@bulkhead/analysis'
import type { CodeFlow, Location, Log, Notification, ReportingDescriptor, Result } from 'sarif'
import type { Report, RuleText } from '../verdict.js'
import { harmlessJson } from './harmless.js'
import { byWeight, inOrder, ownFingerprints } from './order.js'

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'

// What GitHub keeps: of more results than this it takes the weightiest, and it refuses files far beyond. Of one result it shows a hundred places.
const RESULTS = 5_000
const PLACES = 100
const FLOWS = 20

/**
 * The findings as SARIF 2.1.0, in one run and so in one category, inside the limits of GitHub's code scanning. Suppressed ones are left out: code-scanning services ignore the `suppressions` property
 * and would show them as open. They are in the JSON report.
 */
export function sarif({ examination, verdict, rules, since }: Report, { version }: { version: string }): string {
  const all = inOrder(examination.findings)
  const fingerprints = ownFingerprints(all)
  const findings = all.length <= RESULTS ? all : inOrder(byWeight(all).slice(0, RESULTS))
  const described = [...rules].sort((a, b) => (a.name < b.name ? -1 : 1))
  const indexOf = new Map(described.map((rule, index) => [rule.name, index]))
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
        toolExecutionNotifications: [...leftOut(all.length - findings.length), ...examination.notJudged.map(({ path, reason, remedy }): Notification => ({
          level: 'warning',
          message: { text: ['Not judged', reason, remedy].filter(Boolean).join(': ') },
          ...(path === undefined ? {} : { locations: [{ physicalLocation: { artifactLocation: artifact(path) } }] }),
        }))],
      }],
      results: findings.map(finding => ({ ...result(finding, indexOf.get(finding.rule), fingerprints.get(finding)!), ...(since && { baselineState: since.fresh.has(finding) ? 'new' as const : 'unchanged' as const }) })),
      properties: { gate: { passed: verdict.passed, checks: verdict.checks } },
    }],
  }
  return harmlessJson(log)
}

const leftOut = (n: number): Notification[] =>
  n === 0 ? [] : [{ level: 'warning', message: { text: `${n} of the lighter findings are left out: code scanning takes ${RESULTS}. The JSON report has them all.` } }]

const descriptor = ({ name, check, summary, why, fix, docs }: RuleText): ReportingDescriptor => ({
  id: name,
  name: name.split('-').map(word => word[0]!.toUpperCase() + word.slice(1)).join(''),
  shortDescription: { text: summary },
  fullDescription: { text: why },
  ...(docs === undefined ? {} : { helpUri: docs }),
  help: { text: `${why}\n\n${fix}`, markdown: `${why}\n\n**Fix:** ${fix}${docs === undefined ? '' : `\n\n[More about this rule](${docs})`}` },
  defaultConfiguration: { level: 'error' },
  properties: { tags: ['backend', check] },
})

const result = (finding: Finding, ruleIndex: number | undefined, fingerprint: string): Result => ({
  ruleId: finding.rule,
  ...(ruleIndex === undefined ? {} : { ruleIndex }),
  level: finding.severity === 'error' ? 'error' : 'warning',
  message: { text: `${finding.message} ${finding.fix}` },
  locations: [{ physicalLocation: physical(finding) }],
  relatedLocations: finding.related.slice(0, PLACES).map((related, index): Location => ({ id: index + 1, physicalLocation: physical(related), message: { text: related.message } })),
  ...(finding.related.some(related => related.file !== finding.file) ? { codeFlows: flows(finding) } : {}),
  partialFingerprints: { 'bulkheadFinding/v1': fingerprint },
  properties: { check: finding.check, ...(finding.service === undefined ? {} : { service: finding.service }), owners: finding.owners },
})

/** The way of the evidence from each other file to the cause: a flow a place, since the places are ways of their own and no steps of one. */
const flows = (finding: Finding): CodeFlow[] =>
  finding.related.filter(related => related.file !== finding.file).slice(0, FLOWS).map(related => ({
    threadFlows: [{ locations: [step(related), step(finding)].map(location => ({ location })) }],
  }))

const step = (place: Place & Pick<RelatedPlace, 'message'>): Location => ({ physicalLocation: physical(place), message: { text: place.message } })

const physical = (place: Place): Location['physicalLocation'] => ({
  artifactLocation: artifact(place.file),
  region: { startLine: place.line, startColumn: place.column, endLine: place.endLine, endColumn: place.endColumn },
})

const artifact = (path: string) => ({ uri: path.split('/').map(encodeSegment).join('/'), uriBaseId: '%SRCROOT%' })

// A lone surrogate, which a file name on Linux can decode to, makes encodeURIComponent throw.
const encodeSegment = (segment: string): string => encodeURIComponent(segment.replace(/\p{Surrogate}/gu, '\ufffd'))
