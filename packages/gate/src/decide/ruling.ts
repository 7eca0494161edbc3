import type { CheckId } from '@bulkhead/analysis'
import type { Policy, Ruling } from '@bulkhead/workspace'
import type { Stage, Status } from '../verdict.js'
import { CHECK_TERMS } from './checks.js'

/** The stages in the order in which a change passes them. */
export const STAGES: readonly Stage[] = ['merge', 'release', 'production']

/** The policy that holds for one service: its own, then its tier's, then that of all. */
export function rulingOf(policy: Policy, service: string | undefined): Ruling & { tier?: string } {
  const own = (service === undefined ? undefined : policy.services?.[service]) ?? {}
  const tier = (own.tier === undefined ? undefined : policy.tiers?.[own.tier]) ?? {}
  const layers: Ruling[] = [own, tier, policy]
  const preset = layers.find(layer => layer.preset !== undefined)?.preset ?? 'merge'
  const blocks = layers.find(layer => layer.blocks !== undefined)?.blocks
  return {
    preset, notApplicable: { ...policy.notApplicable, ...tier.notApplicable, ...own.notApplicable },
    ...(blocks !== undefined && { blocks }), ...(own.tier !== undefined && { tier: own.tier }),
  }
}

/** Whether a check that ended so stops this stage. */
export function blocks({ preset, blocks: named }: Ruling, stage: Stage, check: CheckId, status: Status): boolean {
  if (status !== 'fail' && status !== 'not evidenced') return false
  const must = named?.[stage]
  if (must) return must.includes(check)
  if (preset === 'advisory') return false
  // What has to hold before a merge has to hold before a release too.
  const due = STAGES.indexOf(CHECK_TERMS[check].stage) <= STAGES.indexOf(stage)
  return due && (status === 'fail' || (preset === 'release' && stage !== 'merge'))
}

/** Names in the policy that mean nothing: a service that is not there, a tier that nobody declares. */
export function unknownNames(policy: Policy, services: readonly string[]): string[] {
  const known = services.length === 0 ? 'there are none here' : `the services are ${services.join(', ')}`
  return [
    ...Object.keys(policy.services ?? {}).filter(name => !services.includes(name)).map(name => `\`policy.services.${name}\` is no service: ${known}.`),
    ...Object.entries(policy.services ?? {}).flatMap(([name, { tier }]) => (tier === undefined || policy.tiers?.[tier] ? [] : [`\`policy.services.${name}.tier\` is \`${tier}\`, which \`policy.tiers\` does not declare: declare it there.`])),
  ]
}
