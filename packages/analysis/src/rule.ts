import type { CheckId } from './finding.js'

/** Placeholder until the meaning of files is written: see `defineRule`. */
export interface RuleText {
  name: string
  check: CheckId
  summary: string
  why: string
  fix: string
}
