import type { CheckId } from '@bulkhead/analysis'
import type { RepoPath } from '@bulkhead/workspace'

/** What evidence says of its check. `open`: it was looked at, and proves neither. */
export type EvidenceStatus = 'pass' | 'fail' | 'open'

/** A place that a piece of evidence speaks of. Lines count from 1; 0 means the file as a whole. */
export interface EvidencePlace {
  file: RepoPath
  line: number
  message: string
}

/** One thing that another tool, a file of the repository or a person says of one check. */
export interface Evidence {
  check: CheckId
  status: EvidenceStatus
  /** The parts of the check that it proves where it passes; left out: all of them. */
  covers?: readonly string[]
  /** The service that it speaks of; left out: all of them. */
  service?: string
  /** What made it, as `eslint`. */
  tool: string
  version?: string
  /** The commit that it was made of, where it says so. */
  commit?: string
  /** When it was made, as an ISO time. Left out where it is part of the commit itself. */
  when?: string
  /** What it says, as one clause. */
  summary: string
  /** The shortest way to mend it, where it does not pass. */
  cure?: string
  /** The file that says it. */
  file: RepoPath
  places: readonly EvidencePlace[]
}

/** A file that is no evidence: another tool's, cut off, or made by a run that failed. The message says which, and what to do. */
export class EvidenceError extends Error {
  override name = 'EvidenceError'
}
