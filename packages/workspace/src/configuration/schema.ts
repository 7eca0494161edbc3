import { z } from 'zod'
import type { FileScope } from '../workspace.js'
import { attestationSchema, evidenceSchema, policySchema } from './gate-schema.js'

/** The scopes that a configuration may assign. */
export const SCOPES = ['production', 'browser', 'test', 'script', 'generated'] as const satisfies readonly FileScope[]

const severity = z.enum(['error', 'warn', 'off'])
const globs = z.array(z.string().min(1))

const owners = z.array(z.string().min(1))

/** Shapes are declared where their keys are read too, so that a mistyped key finds the one that was meant. */
export const serviceSchema = z.strictObject({
  /** `<word>` stands for what the same word of `path` matched. Left out: the folder's own name. */
  name: z.string().min(1).optional(),
  /** A folder, a glob, or a path with a placeholder such as `src/modules/<name>`. */
  path: z.string().min(1),
  owners: owners.optional(),
  /** Globs, from the service's folder, of the files that others may import. Left out: what `exports` or the index says. */
  entry: globs.optional(),
})

export const edgeSchema = z.strictObject({
  /** Name of the service that depends, or a pattern of names; `*` is any. */
  from: z.string().min(1),
  to: z.string().min(1),
  /** `deprecated`: still allowed, until the day that is given. */
  is: z.enum(['allowed', 'deprecated', 'forbidden']),
  /** The last day of a deprecated edge, as `2027-01-31`. */
  until: z.iso.date().optional(),
  /** Where the change is tracked. */
  issue: z.string().min(1).optional(),
}).refine(({ is, until }) => until === undefined || is === 'deprecated', { path: ['until'] })

/** What is said of a table. */
export const tableSchema = z.strictObject({
  /** The service that owns it. */
  owner: z.string().min(1).optional(),
  /** `true`: whoever uses it may. Else the services that may beside its owner. */
  accept: z.union([z.literal(true), z.array(z.string().min(1))]).optional(),
})

/** Which database some code reaches, by a name that means the same in every repository. */
export const databaseSchema = z.strictObject({
  name: z.string().min(1),
  /** Names of services, or patterns of names. Left out: all code of the repository. */
  services: z.array(z.string().min(1)).min(1).optional(),
})

/** What the system has to hold, as the people who build it know it. An architecture review states what is missing as an assumption. */
export const constraintsSchema = z.strictObject({
  /** The bounded contexts of the domain. */
  contexts: z.array(z.string().min(1)).optional(),
  /** Milliseconds. */
  latency: z.strictObject({ p50: z.number().positive().optional(), p95: z.number().positive().optional(), p99: z.number().positive().optional() }).optional(),
  /** Requests a second at the peak. */
  throughput: z.number().positive().optional(),
  /** Percent of the time, as `99.9`. */
  availability: z.number().min(0).max(100).optional(),
  /** How long it may take to recover, and how much data may be lost, as `1h` or `5m`. */
  rto: z.string().regex(/^\d+(?:\.\d+)?(?:s|m|h|d)$/).optional(),
  rpo: z.string().regex(/^\d+(?:\.\d+)?(?:s|m|h|d)$/).optional(),
  compliance: z.array(z.string().min(1)).optional(),
  /** Who builds and runs it, in words. */
  team: z.string().min(1).optional(),
})

/** The shape of `bulkhead.config`. Strict: a key that nobody reads is a mistake that would otherwise stay unseen. */
export const configSchema = z.strictObject({
  /** Editors look here for the schema. */
  $schema: z.string().optional(),
  services: z.array(serviceSchema).optional(),
  /** Globs of code that belongs to no service and that all may use. */
  shared: globs.optional(),
  /** Owners by the name of a service, or by a glob of paths. */
  owners: z.record(z.string(), owners).optional(),
  /** Which service may depend on which, where that is a decision. What no edge speaks of is judged as ever. */
  edges: z.array(edgeSchema).optional(),
  /** Files of other tools that the gate takes for evidence. */
  evidence: z.array(evidenceSchema).optional(),
  /** What no file shows: who says it, where, and until when it holds. */
  attestations: z.array(attestationSchema).optional(),
  /** Which checks stop a merge, a release or a rollout. */
  policy: policySchema.optional(),
  /** What the system has to hold. */
  constraints: constraintsSchema.optional(),
  /** Globs of files that are not looked at. */
  ignore: globs.optional(),
  /** Globs by scope, where the inferred scope is wrong. */
  scopes: z.strictObject(Object.fromEntries(SCOPES.map((scope) => [scope, globs.optional()])) as Record<FileScope, z.ZodOptional<typeof globs>>).optional(),
  /** Severity by rule, or severity and options. */
  rules: z.record(z.string(), z.union([severity, z.tuple([severity]), z.tuple([severity, z.record(z.string(), z.unknown())])])).optional(),
  /** Further model files, relative to the configuration. */
  models: z.array(z.string().min(1)).optional(),
  /** By table: who owns it, or which services may share it. A name may hold `*`. */
  tables: z.record(z.string(), tableSchema).optional(),
  /** How the databases are called across repositories, where `bulkhead merge` is to know. */
  databases: z.array(databaseSchema).optional(),
  suppressions: z.strictObject({ requireReason: z.boolean().optional() }).optional(),
  /** For how many days a waiver may hold at most. Default 90. */
  waivers: z.strictObject({ longest: z.int().positive().optional() }).optional(),
  /** Rules whose findings never go into the baseline. */
  baseline: z.strictObject({ never: z.array(z.string().min(1)).optional() }).optional(),
})

export type Constraints = z.infer<typeof constraintsSchema>

/** What a user writes in `bulkhead.config`. */
export type UserConfig = z.infer<typeof configSchema>
