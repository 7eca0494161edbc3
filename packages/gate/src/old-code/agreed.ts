import type { Finding } from '@bulkhead/analysis'
import type { Waiver } from '@bulkhead/workspace'

/** Something that was agreed about old findings and is not so any more. It fails the gate until it is put right. */
export interface Upkeep {
  is: 'stale entry' | 'unused waiver' | 'missing waiver'
  /** Whose it is; absent: of all. */
  service?: string
  message: string
  /** What to do about it. */
  cure: string
}

/** What was agreed about findings before this run. They are no longer among those of the examination, and are in every full report. */
export interface Agreed {
  /** Findings that were there when the baseline was written. */
  baselined: Finding[]
  waived: { finding: Finding; waiver: Waiver }[]
  /** The waivers that are about a whole check, of one service or of all: those in force, and those that have lapsed. */
  checks: Waiver[]
  lapsed: Waiver[]
  upkeep: Upkeep[]
  /** What owners of waivers have to know: those that end soon, and those that have lapsed. */
  notes: string[]
}

/** Where nothing was agreed. */
export const NOTHING_AGREED: Agreed = { baselined: [], waived: [], checks: [], lapsed: [], upkeep: [], notes: [] }
