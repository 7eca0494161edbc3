import { z } from 'zod'

/** The checks of the gate, by the names that a configuration uses; a test keeps them equal to those that findings name. */
export const CHECK_NAMES = [
  'static-analysis', 'type-checks', 'tests', 'api-contract', 'security-findings',
  'migrations', 'performance-budget', 'slo-alerts', 'runbook-ownership', 'progressive-rollout',
  'health-probes', 'telemetry', 'resilience', 'idempotency', 'data-governance',
] as const

const check = z.enum(CHECK_NAMES)
const word = z.string().min(1)
const percent = z.number().min(0).max(100)
const milliseconds = z.number().positive()

/** A file that another tool writes, relative to the root. */
export const evidenceSchema = z.strictObject({
  file: word,
  /** The format; left out, the one that fits. */
  tool: word.optional(),
  /** Left out: the check that such a file speaks of. */
  check: check.optional(),
  /** The parts of the check that it proves. */
  covers: z.array(word).optional(),
  service: word.optional(),
})

/** What no file shows, said by a person. */
export const attestationSchema = z.strictObject({
  check,
  covers: z.array(word).optional(),
  service: word.optional(),
  who: word,
  what: word,
  link: z.url(),
  /** The last day on which it holds, as `2027-01-31`. */
  until: z.iso.date(),
})

const blocksSchema = z.strictObject({ merge: z.array(check).optional(), release: z.array(check).optional(), production: z.array(check).optional() })

/** Which checks stop what. */
export const rulingSchema = z.strictObject({
  /** `advisory`: nothing stops; `merge`: what fails; `release`: at a release also what is not evidenced. */
  preset: z.enum(['advisory', 'merge', 'release']).optional(),
  /** By stage, the checks that have to be proven there; it replaces the preset for that stage. */
  blocks: blocksSchema.optional(),
  /** Checks that do not apply, each with the reason. */
  notApplicable: z.partialRecord(check, word).optional(),
})

const servicePolicySchema = z.strictObject({ ...rulingSchema.shape, tier: word.optional() })

export const budgetsSchema = z.strictObject({
  coverage: z.strictObject({ lines: percent.optional(), branches: percent.optional(), functions: percent.optional(), statements: percent.optional() }).optional(),
  load: z.strictObject({
    samples: z.int().positive().optional(), p50: milliseconds.optional(), p95: milliseconds.optional(), p99: milliseconds.optional(),
    errorRate: z.number().min(0).max(1).optional(), floor: z.number().min(0).optional(),
  }).optional(),
})

/** The policy of the gate: for all services, by tier, by service. The nearest that says something holds. */
export const policySchema = z.strictObject({
  ...rulingSchema.shape,
  /** The days after which evidence is stale. */
  maxAge: z.number().positive().optional(),
  budgets: budgetsSchema.optional(),
  tiers: z.record(z.string(), rulingSchema).optional(),
  services: z.record(z.string(), servicePolicySchema).optional(),
})

export type EvidenceEntry = z.infer<typeof evidenceSchema>
export type AttestationEntry = z.infer<typeof attestationSchema>
export type Policy = z.infer<typeof policySchema>
export type Ruling = z.infer<typeof rulingSchema>
