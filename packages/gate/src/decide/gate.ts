import type { CheckId, Examination } from '@bulkhead/analysis'
import type { AttestationEntry, Policy } from '@bulkhead/workspace'
import type { Agreed, Upkeep } from '../old-code/agreed.js'
import { unusedOfChecks } from '../old-code/waivers.js'
import type { CheckResult, RuleText, Stage } from '../verdict.js'
import type { Evidence } from '../evidence/evidence.js'
import { anyFileJudged, decide } from './decide.js'
import type { Now } from './freshness.js'
import { blocks, rulingOf } from './ruling.js'
import { split, type Lot } from './split.js'
import { weigh, type Beside } from './weigh.js'

/** What a person says of a check that no file shows. */
export type Attestation = AttestationEntry

/** Evidence as a report shows it, and why it does not count where it does not. */
export type EvidenceShown = Evidence & { stale?: string }

/** One check, decided by everything that is known of it. */
export interface Evidenced extends CheckResult {
  evidence: EvidenceShown[]
  attestations: Attestation[]
  /** The shortest way to make it pass, where it does not. */
  cure?: string
}

/** One check on a card, and whether it stops this stage. */
export type CardCheck = Evidenced & { blocks: boolean }

/** The gate of one service, or of what belongs to none. */
export interface GateCard {
  /** Left out on the card of the repository. */
  service?: string
  owners: string[]
  /** The bounded parts of its program, which are released with it and decided here. */
  parts?: string[]
  tier?: string
  preset: string
  passed: boolean
  checks: CardCheck[]
}

/** What is asked of a service alone. Code of none runs as a part of those that use it. */
const OF_SERVICES: Partial<Record<CheckId, string>> = Object.fromEntries((['performance-budget', 'slo-alerts', 'runbook-ownership', 'progressive-rollout', 'health-probes', 'telemetry'] as const)
  .map(check => [check, 'asked of each service; what runs by itself here is to be named under `services`']))

/** The decision for one stage. */
export interface GateDecision {
  stage: Stage
  passed: boolean
  judged: boolean
  commit?: { id: string; when: string }
  asOf: string
  cards: GateCard[]
  /** What was agreed about old findings and is not so any more. */
  upkeep: Upkeep[]
  /** Waivers that end soon, and those that have lapsed. */
  notes: string[]
}

/** What the gate is decided from, beside the examination. */
export interface GateInput {
  stage: Stage
  policy: Policy
  evidence: readonly Evidence[]
  attestations: readonly Attestation[]
  now: Now
  /** The services that have code with types, and the empty name where what belongs to none has; without, there are no types to check. */
  typed: ReadonlySet<string>
}

/** Decides the gate for one stage: a card for every program and service that stands apart, and one for what belongs to none of them. Each is decided by what was found in its own code, and by how much was looked at there. */
export function decideGate(examination: Examination, rules: readonly RuleText[], agreed: Agreed, input: GateInput): GateDecision {
  const decision = decidedWith(examination, rules, agreed, input)
  // Whether the waiver of a check is of any use is known when every card is decided.
  const idle = unusedOfChecks(agreed, (check, service) => decision.cards.filter(card => service === undefined || card.service === service)
    .every(card => card.checks.some(({ id, status }) => id === check && (status === 'pass' || status === 'not applicable'))))
  return idle.length === 0 ? decision : decidedWith(examination, rules, { ...agreed, upkeep: [...agreed.upkeep, ...idle] }, input)
}

function decidedWith(examination: Examination, rules: readonly RuleText[], agreed: Agreed, input: GateInput): GateDecision {
  const { stage, now, policy } = input
  const apart = spokenOf(agreed, input)
  const cards = split(examination, agreed, ({ name, kind }) => kind === 'configured' || apart.has(name)).map(card)
  return {
    stage, passed: cards.every(({ passed }) => passed), judged: anyFileJudged(examination), ...(now.commit && { commit: now.commit }), asOf: now.asOf.toISOString(), cards,
    upkeep: agreed.upkeep, notes: agreed.notes,
  }

  function card({ service, owners, parts, seen, agreed: own, has }: Lot): GateCard {
    const { tier, ...ruling } = rulingOf(policy, service)
    // What names no service speaks of all of them.
    const besides = <T extends { service?: string }>(all: readonly T[]): T[] => all.filter(one => one.service === undefined || has(one))
    const beside: Beside = {
      evidence: besides(input.evidence), attestations: besides(input.attestations), waivers: besides(agreed.checks), upkeep: own.upkeep,
      notApplicable: { ...(service === undefined && examination.services.length > 0 && OF_SERVICES), ...(![service ?? '', ...parts].some(name => input.typed.has(name)) && { 'type-checks': 'there is no TypeScript here' }), ...ruling.notApplicable },
    }
    const checks = decide(seen, rules, own).checks.map((check): CardCheck => {
      const decided = weigh(check, beside, seen, rules, now)
      return { ...decided, blocks: blocks(ruling, stage, check.id, decided.status) }
    })
    return {
      ...(service !== undefined && { service }), owners: [...owners], ...(parts.length > 0 && { parts: [...parts] }), ...(tier !== undefined && { tier }),
      preset: ruling.preset!, passed: !checks.some(check => check.blocks), checks,
    }
  }
}

/** The parts of programs of which something was said that must not be taken for what is so of the whole program. */
function spokenOf({ checks, lapsed }: Agreed, { policy, attestations, evidence }: GateInput): Set<string> {
  const said = [...checks, ...lapsed, ...attestations, ...evidence.filter(({ when, commit }) => when !== undefined || commit !== undefined)]
  return new Set([...Object.keys(policy.services ?? {}), ...said.flatMap(({ service }) => service ?? [])])
}
