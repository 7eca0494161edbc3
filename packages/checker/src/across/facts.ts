import { z } from 'zod'

/** The version of the form in which the facts of a repository are written down. */
export const FACTS_FORM = 1

const name = z.string().min(1).max(300)
/** A path from the root of its repository. */
const path = z.string().min(1).max(2000).refine(text => !/^(?:\/|[a-z]:)|(?:^|[\\/])\.\.(?:[\\/]|$)/i.test(text), 'is no path from the root of a repository')

const useSchema = z.strictObject({
  /** Absent where the code belongs to none. */
  service: name.optional(),
  does: z.enum(['define', 'migrate', 'write', 'read', 'join']),
  /** A write that changes or removes rows that are there, and brings no new ones. */
  changes: z.literal(true).optional(),
  file: path,
  line: z.int().positive(),
})

const tableSchema = z.strictObject({
  name,
  /** The service that owns it, by the word of the configuration; it may be one of another repository. */
  owner: name.optional(),
  /** Who may use it beside, by the word of the configuration. */
  accept: z.union([z.literal(true), z.array(name)]).optional(),
  /** How the configuration calls its database. */
  database: name.optional(),
  /** Where the code says that its database is, in each environment of which that is written down. */
  addresses: z.array(z.strictObject({ environment: path.optional(), host: name, port: z.string().regex(/^\d{1,5}$/).optional(), name })),
  uses: z.array(useSchema),
})

/** What a repository tells others: its services, and the tables that its code defines and reaches. */
export const factsSchema = z.strictObject({
  facts: z.literal(FACTS_FORM),
  /** The version that wrote it. */
  bulkhead: name,
  repository: name,
  services: z.array(z.strictObject({ name, kind: z.enum(['deployable', 'module', 'configured']), directory: z.union([z.literal(''), path]), owners: z.array(name) })),
  tables: z.array(tableSchema),
})

export type RepositoryFacts = z.infer<typeof factsSchema>
export type TableFacts = RepositoryFacts['tables'][number]
export type UseFacts = TableFacts['uses'][number]

/** Facts that cannot be put together. The message says why. */
export class FactsError extends Error {
  override name = 'FactsError'
}

/** Reads the facts of a repository. `file` is what they are called in an error. @throws FactsError where the text holds none. */
export function readFacts(file: string, text: string): RepositoryFacts {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch {
    throw new FactsError(`${file} holds no facts of a repository: it is not JSON.`)
  }
  const form = typeof read === 'object' && read !== null && 'facts' in read ? read.facts : undefined
  if (form === undefined) throw new FactsError(`${file} holds no facts of a repository: \`bulkhead facts\` writes those.`)
  if (form !== FACTS_FORM) throw new FactsError(`${file} is written in form ${JSON.stringify(form)}, and this Bulkhead reads form ${FACTS_FORM}.`)
  const { data, error } = factsSchema.safeParse(read)
  if (data) return data
  const [issue] = error.issues
  throw new FactsError(`${file} holds no facts of a repository: ${issue!.path.join('.') || 'the whole'}: ${issue!.message}.`)
}
