import type { CheckId, Examination } from '@bulkhead/analysis'
import type { AttestationEntry, Policy } from '@bulkhead/workspace'
import type { CheckResult, RuleText, Stage, Verdict } from '../verdict.js'
import type { Evidence } from '../evidence/evidence.js'
import type { Now } from './freshness.js'
import { blocks, rulingOf } from './ruling.js'
import { weigh, type Beside } from './weigh.js'

/** What a person says of a check that no file shows. */
export type Attestation = AttestationEntry

/** A check that may fail for a while: who carries it, why, and the last day. */
export interface CheckWaiver {
  check: CheckId
  service?: string
  owner: string
  reason: string
  until: string
}

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
}

/** What the gate is decided from, beside the examination. */
export interface GateInput {
  stage: Stage
  policy: Policy
  evidence: readonly Evidence[]
  attestations: readonly Attestation[]
  waivers: readonly CheckWaiver[]
  now: Now
  /** Whether there is code with types; without, there are no types to check. */
  typed: boolean
}

/**
 * Decides the gate for one stage: a card for every service, and one for what belongs to none of them. Findings decide by service; how much rules looked at is known for
 * the repository as a whole, so what could not be determined anywhere keeps every card open.
 */
export function decideGate(examination: Examination, rules: readonly RuleText[], ruled: (of: Examination, mine: (finding: { service?: string }) => boolean) => Verdict, input: GateInput): GateDecision {
  const { stage, now } = input
  const names = new Set(examination.services.map(({ name }) => name))
  const services: { name?: string; owners: string[] }[] = examination.services.length > 0 ? examination.services : []
  const loose = examination.findings.some(({ service }) => service === undefined || !names.has(service))
  const cards = [...services, ...(services.length === 0 || loose ? [{ owners: [] }] : [])].map(({ name, owners }) => card(name, owners))
  const { judged } = ruled(examination, () => true)
  return { stage, passed: cards.every(({ passed }) => passed), judged, ...(now.commit && { commit: now.commit }), asOf: now.asOf.toISOString(), cards }

  function card(service: string | undefined, owners: string[]): GateCard {
    const mine = ({ service: of }: { service?: string }): boolean => (service === undefined ? of === undefined || !names.has(of) : of === service)
    const seen = { ...examination, findings: examination.findings.filter(mine), suppressed: examination.suppressed.filter(mine) }
    const { tier, ...ruling } = rulingOf(input.policy, service)
    const beside: Beside = {
      evidence: besides(input.evidence), attestations: besides(input.attestations), waivers: besides(input.waivers),
      notApplicable: { ...(!input.typed && { 'type-checks': 'there is no TypeScript here' }), ...ruling.notApplicable },
    }
    const checks = ruled(seen, mine).checks.map((check): CardCheck => {
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
