import type { Examination, Finding } from '@bulkhead/analysis'
import { decide, decideGate, NOTHING_AGREED, written, type Agreed, type DrawnMap, type GateInput } from '@bulkhead/gate'
import { examination, finding, timeoutRule, waiver } from './examinations.js'

/** What every file of the repository holds, where a test says nothing else. */
const SOURCE = "import axios from 'axios'\n\nexport const payments = axios.create()\n\n  pay(payments)\n"

/** Written to be obeyed: as markup, as a script, as a handler, as code of Markdown, as an order to a terminal. */
export const HOSTILE = '</script></style><script>document.title="owned"</script><img src=x onerror=\'document.title="owned"\'>" onfocus="document.title=\'owned\'" autofocus \u202e\u0007 `</code><b id=owned>`'

/** What a page is made from, beside the examination. */
export interface Parts {
  source?: string
  agreed?: Agreed
  map?: DrawnMap
  /** Which findings are new, where that was asked. */
  fresh?: readonly Finding[]
  /** For the page of a stage. */
  stage?: Partial<GateInput>
}

/** The report as a page. */
export function page(changes: Partial<Examination> = {}, { source = SOURCE, agreed, map, fresh, stage }: Parts = {}): string {
  const examined = examination(changes)
  const rules = [timeoutRule]
  const decision = stage && decideGate(examined, rules, agreed ?? NOTHING_AGREED, {
    stage: 'release', policy: {}, evidence: [], attestations: [], typed: new Set(['', 'orders', 'payments', 'billing']),
    now: { asOf: new Date('2026-11-23T12:00:00Z'), commit: { id: 'abcdef0123456789', when: '2026-11-20T10:00:00Z' }, maxAge: 7 }, ...stage,
  })
  const report = { examination: examined, verdict: decide(examined, rules, agreed), rules, day: '2026-11-23', ...(agreed && { agreed }), ...(map && { map }), ...(fresh && { since: { ref: 'main', commit: 'abcdef0123456789', fresh: new Set(fresh) } }), ...(decision && { decision }) }
  return written('html', report, { version: '1.2.3', color: false, read: () => source })
}

/** Places from which something is called. */
export const related = (n: number): Finding['related'] => Array.from({ length: n }, (_, i) => ({ file: `src/caller-${i}.ts`, line: 5, column: 3, endLine: 5, endColumn: 16, message: 'calls it' }))

/** An error with much evidence, a warning of another service, and an error that is nobody's. */
export const several: Finding[] = [
  finding({ related: related(20) }),
  finding({ file: 'src/jobs.ts', severity: 'warn', service: 'billing', owners: ['@acme/billing'], fingerprint: 'beef', message: 'This job has no limit. It runs on.' }),
  finding({ file: 'src/jobs.ts', line: 1, endLine: 1, column: 1, endColumn: 4, service: undefined, owners: [], fingerprint: 'cafe' }),
]

/** An examination in which everything that anybody can write is hostile. */
export const hostile: Partial<Examination> = {
  findings: [finding({ file: HOSTILE, message: HOSTILE, fix: HOSTILE, service: HOSTILE, owners: [HOSTILE], fingerprint: HOSTILE, related: [{ ...related(1)[0]!, file: HOSTILE, message: HOSTILE }] })],
  services: [{ name: HOSTILE, directory: HOSTILE, kind: 'deployable', confidence: 'sure', owners: [HOSTILE], evidence: [{ reason: HOSTILE, file: HOSTILE }] }],
  suppressed: [{ ...finding({ message: HOSTILE }), reason: HOSTILE }], notJudged: [{ path: HOSTILE, reason: HOSTILE, remedy: HOSTILE }],
  assumptions: [{ what: HOSTILE, evidence: [HOSTILE], configure: HOSTILE }], counts: { [HOSTILE]: { judged: 1, unknown: 1 } },
}

/** Hostile beside the examination: what was agreed, and what other tools and people say. */
export const hostileParts: Parts = {
  source: HOSTILE,
  agreed: {
    ...NOTHING_AGREED, baselined: [finding({ file: HOSTILE, message: HOSTILE })], upkeep: [{ is: 'stale entry', message: HOSTILE, cure: HOSTILE }], notes: [HOSTILE],
    waived: [{ finding: finding({ file: HOSTILE }), waiver: waiver({ rule: HOSTILE, scope: HOSTILE, service: HOSTILE, id: HOSTILE, owner: HOSTILE, reason: HOSTILE, issue: `https://x.example/${HOSTILE}` }) }],
  },
  stage: {
    policy: { tiers: { [HOSTILE]: {} }, services: { [HOSTILE]: { tier: HOSTILE } } },
    evidence: [{ check: 'tests', status: 'fail', tool: HOSTILE, version: HOSTILE, commit: HOSTILE, when: HOSTILE, summary: HOSTILE, cure: HOSTILE, file: HOSTILE, places: [{ file: HOSTILE, line: 1, message: HOSTILE }] }],
    attestations: [{ check: 'slo-alerts', who: HOSTILE, what: HOSTILE, link: HOSTILE, until: '2027-01-01' }],
  },
}
