import type { z } from 'zod'
import { attestationSchema, budgetsSchema, CHECK_NAMES, evidenceSchema, policySchema, rulingSchema } from './gate-schema.js'
import { configSchema, constraintsSchema, databaseSchema, edgeSchema, serviceSchema, tableSchema } from './schema.js'

type Issue = z.core.$ZodIssue

const CHECK = `a check: ${CHECK_NAMES.join(', ')}`
const BLOCKS = 'checks by stage, such as `{ release: ["tests", "migrations"] }`'
const ATTESTATION = '`{ check, who, what, link, until, covers?, service? }`, such as `{ check: "runbook-ownership", who: "@acme/orders", what: "on call by rota", link: "https://wiki.example/rota", until: "2027-01-31" }`'

/** What each key holds, in the words of the documentation. */
const HOLDS: Record<string, string> = {
  services: 'a list of `{ name, path, owners?, entry? }`, such as `[{ name: "orders", path: "apps/orders" }]`',
  'services.#': '`{ name, path, owners?, entry? }`, such as `{ name: "orders", path: "apps/orders" }`',
  'services.#.name': 'a name, such as `"orders"`',
  'services.#.path': 'a folder or a pattern, such as `"apps/*"` or `"src/modules/<name>"`',
  'services.#.owners': 'a list of owners, such as `["@acme/orders"]`',
  'services.#.entry': 'a list of globs from the folder of the service, such as `["public/**"]`',
  owners: 'owners by service or by glob, such as `{ orders: ["@acme/orders"] }`',
  'owners.#': 'a list of owners, such as `["@acme/orders"]`',
  edges: 'a list of `{ from, to, is }`, such as `[{ from: "orders", to: "billing", is: "forbidden" }]`',
  'edges.#': '`{ from, to, is, until?, issue? }`, such as `{ from: "orders", to: "billing", is: "forbidden" }`',
  'edges.#.from': 'the name of a service, such as `"orders"`, or a pattern, such as `"*"`',
  'edges.#.to': 'the name of a service, such as `"billing"`, or a pattern, such as `"*"`',
  'edges.#.is': '`"allowed"`, `"deprecated"` or `"forbidden"`',
  'edges.#.until': 'the last day of a deprecated edge, such as `"2027-01-31"`, and only there',
  'edges.#.issue': 'where the change is tracked, such as `"SHOP-123"`',
  evidence: 'a list of `{ file, tool?, check?, covers?, service? }`, such as `[{ file: "reports/jest.json", tool: "jest" }]`',
  'evidence.#': '`{ file, tool?, check?, covers?, service? }`, such as `{ file: "reports/jest.json", tool: "jest" }`',
  'evidence.#.file': 'a path from the root, such as `"reports/jest.json"`',
  'evidence.#.tool': 'what wrote it, such as `"jest"`',
  'evidence.#.check': CHECK,
  'evidence.#.covers': 'a list of parts of the check, such as `["integration tests"]`',
  'evidence.#.service': 'the name of a service, such as `"orders"`',
  attestations: `a list of ${ATTESTATION}`,
  'attestations.#': ATTESTATION,
  'attestations.#.check': CHECK,
  'attestations.#.covers': 'a list of parts of the check, such as `["audit"]`',
  'attestations.#.service': 'the name of a service, such as `"orders"`',
  'attestations.#.who': 'who says so, such as `"@acme/orders"`',
  'attestations.#.what': 'what is so, in words',
  'attestations.#.link': 'an address where it can be read, such as `"https://wiki.example/orders/runbook"`',
  'attestations.#.until': 'the last day on which it holds, such as `"2027-01-31"`',
  policy: '`{ preset?, blocks?, notApplicable?, maxAge?, budgets?, tiers?, services? }`, such as `{ preset: "release" }`',
  ...Object.fromEntries<string>(['policy', 'policy.tiers.#', 'policy.services.#'].flatMap((where): [string, string][] => [
    [`${where}.preset`, '`"advisory"`, `"merge"` or `"release"`'], [`${where}.blocks`, BLOCKS], ...['merge', 'release', 'production'].map((stage): [string, string] => [`${where}.blocks.${stage}`, 'a list of checks, such as `["tests", "migrations"]`']),
    [`${where}.notApplicable`, 'reasons by check, such as `{ "performance-budget": "a nightly job, nobody waits for it" }`'],
  ])),
  'policy.maxAge': 'a number of days, such as `7`',
  'policy.budgets': '`{ coverage?, load? }`, such as `{ coverage: { lines: 80 }, load: { p95: 300 } }`',
  'policy.budgets.coverage': 'percentages, such as `{ lines: 80 }`',
  'policy.budgets.load': '`{ samples?, p50?, p95?, p99?, errorRate?, floor? }` in requests, milliseconds and shares, such as `{ p95: 300, errorRate: 0.01 }`',
  'policy.tiers': 'policies by tier, such as `{ critical: { preset: "release" } }`',
  'policy.services': 'policies by service, such as `{ orders: { tier: "critical" } }`',
  'policy.services.#.tier': 'the name of a tier, such as `"critical"`',
  constraints: '`{ contexts?, latency?, throughput?, availability?, rto?, rpo?, compliance?, team? }`, such as `{ availability: 99.9, rto: "1h" }`',
  'constraints.contexts': 'a list of names, such as `["ordering", "billing"]`',
  'constraints.latency': 'milliseconds, such as `{ p50: 40, p95: 200, p99: 500 }`',
  'constraints.throughput': 'requests a second, such as `300`',
  'constraints.availability': 'a percentage, such as `99.9`',
  'constraints.rto': 'a time, such as `"1h"`',
  'constraints.rpo': 'a time, such as `"5m"`',
  'constraints.compliance': 'a list of names, such as `["GDPR"]`',
  'constraints.team': 'words, such as `"six people, on call by week"`',
  shared: 'a list of globs, such as `["packages/shared/**"]`',
  ignore: 'a list of globs, such as `["vendor/**"]`',
  scopes: 'globs by scope, such as `{ script: ["tools/**"] }`',
  rules: 'severities by rule, such as `{ "require-request-timeout": "warn" }`',
  'rules.#': '`"error"`, `"warn"`, `"off"`, or a list of the severity and its options, such as `["warn", { max: 30000 }]`',
  models: 'a list of paths, such as `["./bulkhead/our-client.json"]`',
  tables: 'owners by table, such as `{ users: { owner: "identity" }, audit_log: { accept: true } }`',
  'tables.#': '`{ owner?, accept? }`, such as `{ owner: "identity" }`',
  'tables.#.owner': 'the name of a service, such as `"identity"`',
  'tables.#.accept': '`true` or a list of services, such as `["orders"]`',
  databases: 'a list of `{ name, services? }`, such as `[{ name: "billing", services: ["invoices"] }]`',
  'databases.#': '`{ name, services? }`, such as `{ name: "billing", services: ["invoices"] }`',
  'databases.#.name': 'a name that means the same in every repository, such as `"billing"`',
  'databases.#.services': 'a list of services or patterns of names, such as `["invoices"]`',
  suppressions: '`{ requireReason: true }` or `{ requireReason: false }`',
  'suppressions.requireReason': '`true` or `false`',
  waivers: '`{ longest: 90 }`, in days',
  'waivers.longest': 'a number of days, such as `90`',
  baseline: '`{ never: [] }` with names of rules, such as `{ never: ["require-idempotency-key"] }`',
  'baseline.never': 'a list of rules, such as `["require-idempotency-key"]`',
}

/** One line for each thing that is wrong: the key, the value and the cure. */
export function complaints(issues: readonly Issue[], config: unknown): string[] {
  return issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys.map((key) => unknownKey(issue.path, key)) : [wrongValue(issue, config)]))
}

function unknownKey(path: readonly PropertyKey[], key: string): string {
  const known = keysAt(path)
  const close = closest(key, known)
  const where = path.length > 0 ? `\`${dotted(path)}\` has no key \`${key}\`` : `there is no key \`${key}\``
  return `${where}. ${close ? `Did you mean \`${close}\`?` : `The keys are: ${known.map((name) => `\`${name}\``).join(', ')}.`}`
}

function wrongValue(issue: Issue, config: unknown): string {
  const path = shortened(issue)
  if (path.length === 0) return `the configuration is ${shown(config)}. Export an object, such as \`{ rules: {} }\`.`
  const value = valueAt(config, path)
  const holds = HOLDS[generic(path)] ?? HOLDS[generic(path.slice(0, -1))] ?? HOLDS[generic(path.slice(0, -2))] ?? 'something else'
  return `\`${dotted(path)}\` is ${value === undefined ? 'missing' : shown(value)}. ${value === undefined ? 'Give' : 'Write'} ${generic(path).startsWith('scopes.') ? 'a list of globs, such as `["tools/**"]`' : holds}.`
}

/** A rule's setting is one thing to its writer, however deep the fault lies. */
function shortened({ path }: Issue): PropertyKey[] {
  return path[0] === 'rules' || path[0] === 'owners' ? path.slice(0, 2) : path.slice()
}

function keysAt(path: readonly PropertyKey[]): string[] {
  if (path.length === 0) return Object.keys(configSchema.shape).filter((key) => key !== '$schema')
  if (path[0] === 'services') return Object.keys(serviceSchema.shape)
  if (path[0] === 'edges') return Object.keys(edgeSchema.shape)
  if (path[0] === 'evidence') return Object.keys(evidenceSchema.shape)
  if (path[0] === 'attestations') return Object.keys(attestationSchema.shape)
  if (path[0] === 'policy') return policyKeysAt(path)
  if (path[0] === 'databases') return Object.keys(databaseSchema.shape)
  if (path[0] === 'tables') return Object.keys(tableSchema.shape)
  if (path[0] === 'constraints') return Object.keys(path[1] === 'latency' ? constraintsSchema.shape.latency.unwrap().shape : constraintsSchema.shape)
  if (path[0] === 'scopes') return ['production', 'browser', 'test', 'script', 'generated']
  if (path[0] === 'waivers') return ['longest']
  if (path[0] === 'baseline') return ['never']
  return ['requireReason']
}

function policyKeysAt(path: readonly PropertyKey[]): string[] {
  const last = path.at(-1)
  if (path.length === 1) return Object.keys(policySchema.shape)
  if (last === 'blocks') return ['merge', 'release', 'production']
  if (last === 'notApplicable') return [...CHECK_NAMES]
  if (path[1] === 'budgets') return last === 'coverage' ? ['lines', 'branches', 'functions', 'statements'] : last === 'load' ? ['samples', 'p50', 'p95', 'p99', 'errorRate', 'floor'] : Object.keys(budgetsSchema.shape)
  return [...path[1] === 'services' ? ['tier'] : [], ...Object.keys(rulingSchema.shape)]
}

function dotted(path: readonly PropertyKey[]): string {
  return path.map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? String(key) : /^\w+$/.test(String(key)) ? `.${String(key)}` : `["${String(key)}"]`)).join('')
}

function generic(path: readonly PropertyKey[]): string {
  return path.map((key, index) => (typeof key === 'number' || (path[0] === 'rules' || path[0] === 'owners' || path[0] === 'tables' && index === 1 || path[0] === 'policy' && index === 2 && (path[1] === 'tiers' || path[1] === 'services')) && index > 0 ? '#' : String(key))).join('.')
}

function valueAt(config: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], config)
}

function shown(value: unknown): string {
  if (typeof value === 'function') return 'a function'
  let text: string | undefined
  try {
    text = JSON.stringify(value)
  } catch {
    // A circle cannot be shown; its type still can.
  }
  text ??= String(value)
  return `\`${text.length > 60 ? `${text.slice(0, 57)}...` : text}\``
}

/** The name that was most likely meant; undefined where none is close. */
export function closest(word: string, names: readonly string[]): string | undefined {
  const ranked = names.map((name) => ({ name, distance: distanceOf(word.toLowerCase(), name.toLowerCase()) })).sort((a, b) => a.distance - b.distance)
  const best = ranked[0]
  return best && best.distance <= Math.max(1, Math.floor(best.name.length / 3)) ? best.name : undefined
}

/** How many letters have to be put in, taken out or changed. */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return row[b.length]!
}
