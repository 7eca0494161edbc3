import type { Suggestion } from './suggestions/suggestion.js'
import type { Assumption, NotJudged, RepoPath, Service, Severity } from '@bulkhead/workspace'

/** The fifteen checks of the quality gate. */
export const CHECKS = [
  'static-analysis', 'type-checks', 'tests', 'api-contract', 'security-findings',
  'migrations', 'performance-budget', 'slo-alerts', 'runbook-ownership', 'progressive-rollout',
  'health-probes', 'telemetry', 'resilience', 'idempotency', 'data-governance',
] as const
export type CheckId = (typeof CHECKS)[number]

/** A stretch of a file. Lines and columns count from 1; the end is exclusive. */
export interface Place {
  file: RepoPath
  line: number
  column: number
  endLine: number
  endColumn: number
}

/** By what rules that look at the same code know a place again. */
export function placeOf({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`
}

/** Another place that belongs to the evidence, and what it has to do with it. */
export interface RelatedPlace extends Place {
  message: string
}

/** One defect, at its cause. */
export interface Finding extends Place {
  rule: string
  check: CheckId
  severity: Exclude<Severity, 'off'>
  /** The service whose code has to change. */
  service?: string
  owners: string[]
  /** What is so here, then what follows. Two short sentences. */
  message: string
  /** What to do about it. */
  fix: string
  /** The name around it, or the table or the loop that it is about; absent where that is not known. */
  symbol?: string
  /** A short hash of what the code there does: layout and local names take no part. */
  code?: string
  /** The same for the same defect after code has moved: made from rule, service, symbol and code. */
  fingerprint: string
  /** A change of the file that may be what is wanted. A person has to look at it. */
  suggestion?: Suggestion
  /** Every place that takes part, untruncated, in a stable order. */
  related: RelatedPlace[]
}

/** How a rule fared: what it could decide and what it could not. */
export interface RuleCount {
  /** Operations or edges it looked at. */
  judged: number
  /** Of those, how many it could not decide. They are silent. */
  unknown: number
  /** Of those, how many break the rule by a cause that is in code of others. Told where less than the whole repository is spoken of. */
  elsewhere?: number
}

/** What one run found out about the code of one service, or of none. */
export interface Share {
  /** `causes`: how many break the rule by a cause that is whose; what is nobody's stands under the empty name. */
  counts: Record<string, RuleCount & { causes: Record<string, number> }>
  notJudged: NotJudged[]
  files: Examination['files']
}

/** Everything that one run over a repository found out. Hosts hand it to the gate; the gate needs nothing else. */
export interface Examination {
  root: string
  findings: Finding[]
  /** Findings that a directive in the code keeps silent. */
  suppressed: (Finding & { reason?: string })[]
  services: Service[]
  assumptions: Assumption[]
  counts: Record<string, RuleCount>
  notJudged: NotJudged[]
  /** How many files there are, and how many of them run on a server. */
  files: { total: number; production: number }
  /** How much of that is whose: by the names of the services, and under the empty name what belongs to none. */
  shares: Readonly<Record<string, Share>>
}
