import type { Examination } from '@bulkhead/analysis'
import { decideGate, findEvidence, MAX_AGE, type Agreed, type Evidence, type GateDecision, type STAGES } from '@bulkhead/gate'
import type { Engine } from '../engine.js'
import { dayOf } from '../old-code/day.js'
import { settle } from '../old-code/settle.js'
import { commitOf } from './commit.js'
import { searched } from './searched.js'

/** What is asked of the gate of a stage. */
export interface Asked {
  stage: (typeof STAGES)[number]
  /** The day that is taken for today, as `2027-01-31`. */
  asOf?: string
}

/** Decides a stage from what was seen, from imported evidence, what the repository shows by itself, and attestations. */
export async function stageDecided(engine: Engine, seen: Examination, asked: Asked, imported: readonly Evidence[]): Promise<{ examination: Examination; agreed: Agreed; decision: GateDecision }> {
  const { workspace } = engine
  const { config, root } = workspace
  const day = dayOf(asked.asOf)
  // The end of the day and not this moment: two runs on one day say the same.
  const asOf = new Date(`${day}T23:59:59Z`)
  const { examination, agreed } = await settle(seen, engine, day)
  const commit = commitOf(root)
  const typed = new Set(workspace.files().filter(file => /\.[cm]?tsx?$/.test(file)).map(file => workspace.serviceOf(file)?.name ?? ''))
  const decision = decideGate(examination, engine.rules, agreed, {
    stage: asked.stage, policy: config.policy, evidence: [...imported, ...findEvidence(searched(engine))], attestations: config.attestations,
    now: { asOf, maxAge: config.policy.maxAge ?? MAX_AGE, ...(commit && { commit }) }, typed,
  })
  return { examination, agreed, decision }
}
