import picomatch from 'picomatch'
import { z } from 'zod'
import { ConfigError } from '../errors.js'
import type { Waiver, Workspace } from '../workspace.js'

/** The file of the waivers in a repository. */
export const WAIVERS = '.bulkhead/waivers.json'

/** Why a finding may be left as it is for a while; `reason` says it in words. */
export const BECAUSE = ['accepted-risk', 'mitigated-elsewhere', 'planned', 'third-party', 'wrong-finding'] as const

const words = z.string().trim().min(1)
const waiverSchema = z.strictObject({
  id: z.string().regex(/^[\w.-]+$/).optional(),
  rule: words.optional(), check: words.optional(), scope: words.optional(), service: words.optional(), because: z.enum(BECAUSE), reason: z.string().trim().min(10),
  owner: words, issue: z.url(), created: z.iso.date(), until: z.iso.date(),
})
const fileSchema = z.strictObject({ waivers: z.array(waiverSchema) })

/** What each key of a waiver holds. */
const HOLDS: Record<string, string> = {
  id: 'one word of letters, digits, `.`, `_` and `-`, such as `"SHOP-1"`',
  rule: 'the name of a rule', check: 'a check of the gate', scope: 'a glob of files, such as `"services/orders/**"`', service: 'the name of a service', because: `one of ${BECAUSE.map(one => `\`${one}\``).join(', ')}`,
  reason: 'the reason in words, at least ten characters', owner: 'who answers for it, such as `"@acme/orders"`', issue: 'the address of an issue, such as `"https://tracker.example/SHOP-1"`',
  created: 'the day it was written, such as `"2027-01-31"`', until: 'its last day, such as `"2027-01-31"`',
}

const DAY = 86_400_000

/** What may be named in a waiver besides what the workspace knows. */
export interface Waivable {
  rules: readonly string[]
  checks: readonly string[]
}

/** What is asked of a repository for its waivers. */
export type Waived = Pick<Workspace, 'read' | 'services' | 'config' | 'everyOwner'>

/** The waivers of a repository; none where it has no file of them. @throws ConfigError naming the waiver, the value and the cure. */
export function readWaivers(workspace: Waived, waivable: Waivable, text = workspace.read(WAIVERS)): Waiver[] {
  if (text === undefined) return []
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new ConfigError(WAIVERS, [`it is not valid JSON (${(error as Error).message}). Correct it, or write waivers with \`bulkhead waive\`.`])
  }
  const read = fileSchema.safeParse(value)
  if (!read.success) throw new ConfigError(WAIVERS, read.error.issues.map(issue => wrong(issue, value)))
  const owners = read.data.waivers.length > 0 ? workspace.everyOwner() : new Set<string>()
  const problems = read.data.waivers.flatMap((waiver, i, all) => [
    ...problemsOf(waiver, workspace, waivable, owners),
    ...(waiver.id !== undefined && all.findIndex(({ id }) => id === waiver.id) < i ? [`.id\` is \`${waiver.id}\`, as that of another. Write a different one.`] : []),
  ].map(problem => `\`waivers[${i}]${problem}`))
  if (problems.length > 0) throw new ConfigError(WAIVERS, problems)
  return read.data.waivers.map(waiver => ({ ...waiver, covers: covering(waiver.scope, waiver.service) }))
}

function wrong({ path, code, ...issue }: z.core.$ZodIssue, value: unknown): string {
  const at = path.map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i > 0 ? '.' : ''}${String(key)}`)).join('')
  if (code === 'unrecognized_keys') return `\`${at || 'the file'}\` has no key \`${(issue as { keys: string[] }).keys.join('`, `')}\`. ${path.length === 0 ? 'It holds `waivers` alone.' : `The keys are: ${Object.keys(waiverSchema.shape).map(key => `\`${key}\``).join(', ')}.`}`
  const given = path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value)
  return `\`${at || 'the file'}\` is ${given === undefined ? 'missing' : `\`${JSON.stringify(given).slice(0, 60)}\``}. Write ${HOLDS[String(path[2])] ?? '`{ "waivers": [] }`, with one object for each waiver'}.`
}

function problemsOf(waiver: z.infer<typeof waiverSchema>, { services, config }: Waived, { rules, checks }: Waivable, owners: ReadonlySet<string>): string[] {
  const { rule, check, service, owner, created, until } = waiver
  const days = (Date.parse(until) - Date.parse(created)) / DAY
  const longest = config.waivers.longest
  return [
    (rule === undefined) === (check === undefined) && '` names neither a rule nor a check, or both. Write one of them.',
    rule !== undefined && !rules.includes(rule) && `.rule\` is \`${rule}\`, and there is no such rule. The rules: ${rules.join(', ')}.`,
    check !== undefined && !checks.includes(check) && `.check\` is \`${check}\`, and there is no such check. The checks: ${checks.join(', ')}.`,
    service !== undefined && !services.some(({ name }) => name === service) && `.service\` is \`${service}\`, and there is no such service. The services: ${services.map(({ name }) => name).join(', ') || 'none'}.`,
    !owners.has(owner) && `.owner\` is \`${owner}\`, whom nothing in the repository names. Write an owner from CODEOWNERS or the configuration${owners.size > 0 ? ` (${[...owners].sort().slice(0, 8).join(', ')})` : ', or name one under `owners`'}.`,
    days < 0 && `.until\` is \`${until}\`, before it was created (\`${created}\`). Write a later day.`,
    days > longest && `.until\` is \`${until}\`, ${days} days after it was created. The policy's longest is ${longest} days: write an earlier day, or set \`waivers.longest\`.`,
  ].filter(problem => problem !== false)
}

function covering(scope: string | undefined, service: string | undefined): Waiver['covers'] {
  const inScope = scope === undefined ? () => true : picomatch(scope, { dot: true })
  return (file, of) => inScope(file) && (service === undefined || of === service)
}
