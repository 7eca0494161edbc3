import type { CheckId, Examination } from '@bulkhead/analysis'
import type { GateDecision } from './decide/gate.js'
import type { Agreed } from './old-code/agreed.js'
import type { Since } from './old-code/since.js'

/** When a check has to hold: before a merge, before a release, or while the service runs. */
export type Stage = 'merge' | 'release' | 'production'

/** How a check ended. `not evidenced` is neither a pass nor a fail: nothing proves it either way. */
export type Status = 'pass' | 'fail' | 'not evidenced' | 'not applicable' | 'waived'

/** One of the fifteen checks, decided. */
export interface CheckResult {
  id: CheckId
  stage: Stage
  /** What the check asks for, as one clause. */
  holds: string
  status: Status
  /** Why it ended so, in words for the person who decides about the release. */
  reason: string
  /** How many findings name this check, whatever their severity. */
  findings: number
  /** How many findings that name it are in the baseline. */
  baselined: number
  /** How many findings that name it are waived. */
  waived: number
}

/** The release decision. */
export interface Verdict {
  /** False if, and only if, a check fails. */
  passed: boolean
  /** False where no file of the repository could be looked at. A verdict over nothing must never be shown as a green one. */
  judged: boolean
  /** All fifteen, always in the same order. */
  checks: CheckResult[]
}

/** What the gate and its reports have to know of a rule. The gate imports no rules: a host hands these over. */
export interface RuleText {
  name: string
  check: CheckId
  summary: string
  why: string
  fix: string
  /** The address of the rule's page. */
  docs?: string
  /** What it counts, in the plural: `outbound requests`. */
  judges?: string
  /** The part of its check that it proves: one of the `asks` of that check. A rule without it can fail its check but not carry it. */
  covers?: string
}

/** What a host drew of the services, as markup that holds no names but escaped ones. */
export interface DrawnMap {
  /** The services and who reaches whom, as SVG; absent where there is nothing to draw. */
  picture?: string
  /** Who owns, reads and writes which table, as a table of HTML. */
  matrix?: string
}

/** Everything that a report is made from. */
export interface Report {
  /** Its findings are those that are open. */
  examination: Examination
  /** What was agreed about the others; absent where nothing was. */
  agreed?: Agreed
  /** What of it is new; absent where nobody asked. It changes what is shown, never what is decided. */
  since?: Since
  verdict: Verdict
  rules: readonly RuleText[]
  /** How a stage was decided; absent where none was asked for. */
  decision?: GateDecision
  /** The day (`2027-01-31`) that waivers were held against; absent where that is not to be seen. */
  day?: string
  /** For a page, which has room for it. */
  map?: DrawnMap
}
