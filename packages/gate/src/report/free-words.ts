import type { GateDecision } from '../decide/gate.js'
import { STAGES } from '../decide/ruling.js'

/** What does not stop a stage may still be unproven, and a reader must not take the one for the other. */
export function freeWords({ stage, cards }: GateDecision): string {
  const due = cards.flatMap(({ checks }) => checks).filter(check => STAGES.indexOf(check.stage) <= STAGES.indexOf(stage))
  const all = new Set(due.map(({ id }) => id))
  const unproven = new Set(due.filter(({ status }) => status === 'not evidenced').map(({ id }) => id))
  return unproven.size === 0 ? 'Every check that is due holds.' : `By its policy. Of the ${all.size} checks that are due by then, ${unproven.size} ${unproven.size === 1 ? 'is' : 'are'} not evidenced.`
}
