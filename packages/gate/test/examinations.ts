import type { Examination, Finding } from '@bulkhead/analysis'
import type { RuleText } from '@bulkhead/gate'
import type { Waiver } from '@bulkhead/workspace'

/** A rule about time limits that covers one of the three parts of `resilience`. */
export const timeoutRule: RuleText = {
  name: 'require-request-timeout', check: 'resilience', summary: 'Require a limit.', why: 'A silent peer holds its caller.', fix: 'Set a timeout.',
  docs: 'https://docs.example/rules/require-request-timeout', judges: 'outbound requests', covers: 'timeouts',
}

/** A finding about one client, changed as a test needs it. */
export const finding = (changes: Partial<Finding> = {}): Finding => ({
  rule: 'require-request-timeout', check: 'resilience', severity: 'error', service: 'orders', owners: ['@acme/orders', '@acme/platform'],
  file: 'src/http.ts', line: 3, column: 25, endLine: 3, endColumn: 39,
  message: 'This axios client has no timeout. A silent peer holds every caller.', fix: 'Set `timeout` where the client is created.',
  fingerprint: 'f00d', related: [], ...changes,
})

/** An examination of two files with one service, changed as a test needs it. */
export const examination = (changes: Partial<Examination> = {}): Examination => shared({
  root: '/anywhere', findings: [], suppressed: [],
  services: [{ name: 'orders', directory: 'services/orders', kind: 'deployable', confidence: 'sure', owners: ['@acme/orders'], evidence: [{ reason: 'has a Dockerfile', file: 'services/orders/Dockerfile' }] }],
  assumptions: [{ what: 'No targets for latency are declared', evidence: ['package.json'], configure: 'targets' }],
  counts: { 'require-request-timeout': { judged: 12, unknown: 0 } },
  notJudged: [], files: { total: 2, production: 2 }, shares: {}, ...changes,
})

/** Every service has all of it, where a test does not say otherwise. */
function shared(whole: Examination): Examination {
  const share = { counts: Object.fromEntries(Object.entries(whole.counts).map(([rule, count]) => [rule, { ...count, causes: {} }])), notJudged: whole.notJudged, files: whole.files }
  return { ...whole, shares: { ...Object.fromEntries(whole.services.map(({ name }) => [name, share])), ...whole.shares } }
}

/** A waiver of November for all files, changed as a test needs it. */
export const waiver = (changes: Partial<Waiver>): Waiver => ({
  because: 'planned', reason: 'replaced in December', owner: '@acme/orders', issue: 'https://tracker.example/SHOP-1', created: '2026-11-01', until: '2026-11-23',
  covers: (_file, service) => changes.service === undefined || service === changes.service, ...changes,
})
