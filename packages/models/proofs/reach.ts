import { type ParsedParameter, type ParsedSignature, parseSignature, type Step } from '@bulkhead/models'

/** A real value, with what it was read from, so that a method is called on its own object. */
export interface Found {
  value: unknown
  owner?: unknown
}

/** Real values by the root that signatures start with, and harmless arguments by parameter name. */
export interface World {
  roots: Map<string, Found[]>
  arguments: Record<string, unknown>
}

/** How deep `.**` looks. The deepest resource of any library here has three names. */
const DEPTH = 3

/** More functions than this are called in one step only by mistake: `.*(id).x()` would call everything there is. */
const MANY = 4

/**
 * Follows a signature through real values. Returns, for each concrete spelling of it (`{get,head}` are two), what stands at its end.
 * The last call is not made unless `calling`: the end is then the function that would be called.
 */
export function reach(text: string, world: World, calling = false): Map<string, Found[]> {
  const reached = new Map<string, Found[]>()
  for (const spelling of spellings(parseSignature(text))) {
    const from = world.roots.get(spelling.root) ?? []
    reached.set(spelling.text, follow(from, spelling.steps, world, calling))
  }
  return reached
}

/** Whether what was reached is something that can be called or extended, for signatures that end in a call. */
export function endsInCall(text: string): boolean {
  return parseSignature(text).steps.at(-1)?.is === 'call'
}

function follow(from: Found[], steps: Step[], world: World, calling: boolean): Found[] {
  const [step, ...rest] = steps
  if (step === undefined) return from
  const last = rest.length === 0
  if (step.is === 'call') {
    const callable = from.filter(({ value }) => typeof value === 'function')
    if (!last && callable.length > MANY) throw new Error(`${callable.length} functions would be called to go on; name them in the signature`)
    return last && !calling ? callable : follow(callable.flatMap(found => made(found, step.parameters, world)), rest, world, calling)
  }
  return follow(from.flatMap(found => members(found, step.names)), rest, world, calling)
}

function members({ value }: Found, names: string[] | 'any' | 'many'): Found[] {
  if (names === 'any') return everyMember(value)
  if (names === 'many') return descendants(value, DEPTH)
  return names.flatMap(name => member(value, name))
}

function member(value: unknown, name: string): Found[] {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return []
  try {
    const found = (value as Record<string, unknown>)[name]
    return found === undefined ? [] : [{ value: found, owner: value }]
  } catch {
    return []
  }
}

/** Every member down to a depth, each object once: resources point back at their client. */
function descendants(value: unknown, depth: number, seen = new Set<unknown>([value])): Found[] {
  if (depth === 0) return []
  const members = everyMember(value)
  const fresh = members.filter(({ value }) => typeof value === 'object' && !seen.has(value))
  for (const { value } of fresh) seen.add(value)
  return [...members, ...fresh.flatMap(found => descendants(found.value, depth - 1, seen))]
}

function everyMember(value: unknown): Found[] {
  return [...memberNames(value)].flatMap(name => member(value, name))
}

/** Own and inherited names, without what every object has and private ones, where walks go astray. */
function memberNames(value: unknown): Set<string> {
  const names = new Set<string>()
  if (value === null || typeof value !== 'object') return names
  for (let at: unknown = value; at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at))
    for (const name of Object.getOwnPropertyNames(at)) if (!name.startsWith('_') && name !== 'constructor') names.add(name)
  return names
}

/** Makes the call with harmless arguments: with `new` where the function is written as a class, in today's syntax or the old one. */
function made({ value, owner }: Found, parameters: ParsedParameter[], world: World): Found[] {
  const given = parameters.map(parameter => argument(parameter, world))
  const make = value as { new (...values: unknown[]): unknown; (...values: unknown[]): unknown; prototype?: object }
  return [{ value: isClass(make) ? new make(...given) : make.apply(owner, given) }]
}

function isClass(make: object & { prototype?: object }): boolean {
  if (/^class\b/.test(Function.prototype.toString.call(make))) return true
  const { prototype } = make
  return prototype !== undefined && (inherits(prototype) || Object.getOwnPropertyNames(prototype).length > 1)
}

/** Has more above it than the root of all objects, of which each realm has its own. */
function inherits(prototype: object): boolean {
  const parent: unknown = Object.getPrototypeOf(prototype)
  return parent !== null && Object.getPrototypeOf(parent) !== null
}

function argument({ name, literal, client }: ParsedParameter, world: World): unknown {
  if (literal !== undefined) return literal
  if (client !== undefined) return world.roots.get(client)?.[0]?.value
  return name in world.arguments ? world.arguments[name] : undefined
}

/** `axios.{get,head}(url)` is two signatures, and each must be there. */
function spellings({ root, steps }: ParsedSignature): { text: string; root: string; steps: Step[] }[] {
  let all: { text: string; root: string; steps: Step[] }[] = [{ text: root, root, steps: [] }]
  for (const step of steps)
    all = all.flatMap(before => alternatives(step).map(([text, one]) => ({ root, text: before.text + text, steps: [...before.steps, one] })))
  return all
}

function alternatives(step: Step): [string, Step][] {
  if (step.is === 'call') return [['()', step]]
  if (step.names === 'any') return [['.*', step]]
  if (step.names === 'many') return [['.**', step]]
  return step.names.map(name => [`.${name}`, { is: 'member', names: [name] }])
}
