import type { z } from 'zod'
import { configSchema, edgeSchema, serviceSchema, tableSchema } from './schema.js'

type Issue = z.core.$ZodIssue

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
  suppressions: '`{ requireReason: true }` or `{ requireReason: false }`',
  'suppressions.requireReason': '`true` or `false`',
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
  const holds = HOLDS[generic(path)] ?? HOLDS[generic(path.slice(0, -1))] ?? 'something else'
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
  if (path[0] === 'tables') return Object.keys(tableSchema.shape)
  if (path[0] === 'scopes') return ['production', 'browser', 'test', 'script', 'generated']
  if (path[0] === 'baseline') return ['never']
  return ['requireReason']
}

function dotted(path: readonly PropertyKey[]): string {
  return path.map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? String(key) : /^\w+$/.test(String(key)) ? `.${String(key)}` : `["${String(key)}"]`)).join('')
}

function generic(path: readonly PropertyKey[]): string {
  return path.map((key, index) => (typeof key === 'number' || (path[0] === 'rules' || path[0] === 'owners' || path[0] === 'tables' && index === 1) && index > 0 ? '#' : String(key))).join('.')
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
