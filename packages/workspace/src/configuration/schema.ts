import { z } from 'zod'
import type { FileScope } from '../workspace.js'

/** The scopes that a configuration may assign. */
export const SCOPES = ['production', 'browser', 'test', 'script', 'generated'] as const satisfies readonly FileScope[]

const severity = z.enum(['error', 'warn', 'off'])
const globs = z.array(z.string().min(1))

const service = z.strictObject({
  /** `<word>` stands for what the same word of `path` matched. Left out: the folder's own name. */
  name: z.string().min(1).optional(),
  /** A folder, a glob, or a path with a placeholder such as `src/modules/<name>`. */
  path: z.string().min(1),
  owners: z.array(z.string().min(1)).optional(),
})

/** The shape of `bulkhead.config`. Strict: a key that nobody reads is a mistake that would otherwise stay unseen. */
export const configSchema = z.strictObject({
  /** Editors look here for the schema. */
  $schema: z.string().optional(),
  services: z.array(service).optional(),
  /** Globs of code that belongs to no service and that all may use. */
  shared: globs.optional(),
  /** Globs of files that are not looked at. */
  ignore: globs.optional(),
  /** Globs by scope, where the inferred scope is wrong. */
  scopes: z.strictObject(Object.fromEntries(SCOPES.map((scope) => [scope, globs.optional()])) as Record<FileScope, z.ZodOptional<typeof globs>>).optional(),
  /** Severity by rule, or severity and options. */
  rules: z.record(z.string(), z.union([severity, z.tuple([severity]), z.tuple([severity, z.record(z.string(), z.unknown())])])).optional(),
  /** Further model files, relative to the configuration. */
  models: z.array(z.string().min(1)).optional(),
  suppressions: z.strictObject({ requireReason: z.boolean().optional() }).optional(),
})

/** What a user writes in `bulkhead.config`. */
export type UserConfig = z.infer<typeof configSchema>
