import type { Examination } from '@bulkhead/analysis'
import type { AttestationEntry, Policy } from '@bulkhead/workspace'
import type { Agreed, Upkeep } from '../old-code/agreed.js'
import { unusedOfChecks } from '../old-code/waivers.js'
import type { CheckResult, RuleText, Stage } from '../verdict.js'
import type { Evidence } from '../evidence/evidence.js'
import { anyFileJudged, decide } from './decide.js'
import type { Now } from './freshness.js'
import { blocks, rulingOf } from './ruling.js'
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
  tier?: string
  preset: string
  passed: boolean
  checks: CardCheck[]
}

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
  /** Whether there is code with types; without, there are no types to check. */
  typed: boolean
}

/**
 * Decides the gate for one stage: a card for every service, and one for what belongs to none of them. Findings decide by service; how much rules looked at is known for
 * the repository as a whole, so what could not be determined anywhere keeps every card open.
 */
export function decideGate(examination: Examination, rules: readonly RuleText[], agreed: Agreed, input: GateInput): GateDecision {
  const decision = decidedWith(examination, rules, agreed, input)
  // Whether the waiver of a check is of any use is known when every card is decided.
  const idle = unusedOfChecks(agreed, (check, service) => decision.cards.filter(card => service === undefined || card.service === service)
    .every(card => card.checks.some(({ id, status }) => id === check && (status === 'pass' || status === 'not applicable'))))
  return idle.length === 0 ? decision : decidedWith(examination, rules, { ...agreed, upkeep: [...agreed.upkeep, ...idle] }, input)
}

function decidedWith(examination: Examination, rules: readonly RuleText[], agreed: Agreed, input: GateInput): GateDecision {
  const { stage, now } = input
  const names = new Set(examination.services.map(({ name }) => name))
  const services: { name?: string; owners: string[] }[] = examination.services.length > 0 ? examination.services : []
  const loose = examination.findings.some(({ service }) => service === undefined || !names.has(service))
  const cards = [...services, ...(services.length === 0 || loose ? [{ owners: [] }] : [])].map(({ name, owners }) => card(name, owners))
  return {
    stage, passed: cards.every(({ passed }) => passed), judged: anyFileJudged(examination), ...(now.commit && { commit: now.commit }), asOf: now.asOf.toISOString(), cards,
    upkeep: agreed.upkeep, notes: agreed.notes,
  }

  function card(service: string | undefined, owners: string[]): GateCard {
    const mine = ({ service: of }: { service?: string }): boolean => (service === undefined ? of === undefined || !names.has(of) : of === service)
    const seen = { ...examination, findings: examination.findings.filter(mine), suppressed: examination.suppressed.filter(mine) }
    const { tier, ...ruling } = rulingOf(input.policy, service)
    const beside: Beside = {
      evidence: besides(input.evidence), attestations: besides(input.attestations), waivers: besides(agreed.checks), upkeep: besides(agreed.upkeep),
      notApplicable: { ...(!input.typed && { 'type-checks': 'there is no TypeScript here' }), ...ruling.notApplicable },
    }
    const own: Agreed = { ...agreed, baselined: agreed.baselined.filter(mine), waived: agreed.waived.filter(({ finding }) => mine(finding)), checks: [], upkeep: beside.upkeep }
    const checks = decide(seen, rules, own).checks.map((check): CardCheck => {
      const decided = weigh(check, beside, seen, rules, now)
      return { ...decided, blocks: blocks(ruling, stage, check.id, decided.status) }
    })
    return { ...(service !== undefined && { service }), owners, ...(tier !== undefined && { tier }), preset: ruling.preset!, passed: !checks.some(check => check.blocks), checks }

    /** What names no service speaks of all of them. */
    function besides<T extends { service?: string }>(all: readonly T[]): T[] {
      return all.filter(({ service: of }) => of === undefined || of === service)
    }
  }
}
