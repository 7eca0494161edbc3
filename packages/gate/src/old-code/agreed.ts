import type { Finding } from '@bulkhead/analysis'

/** Something that was agreed about old findings and is not so any more. It fails the gate until it is put right. */
export interface Upkeep {
  is: 'stale entry'
  message: string
  /** What to do about it. */
  cure: string
}

/** What was agreed about findings before this run. They are no longer among those of the examination, and are in every full report. */
export interface Agreed {
  /** Findings that were there when the baseline was written. */
  baselined: Finding[]
  upkeep: Upkeep[]
}

/** Where nothing was agreed. */
export const NOTHING_AGREED: Agreed = { baselined: [], upkeep: [] }
