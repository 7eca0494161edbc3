import { type Model, parsePlace, parseSignature, type Place } from '@bulkhead/models'
import { isObject, now } from './ended.js'
import { loadAny } from './load.js'
import type { Given, Scene, Stage } from './proof.js'
import type { Peer } from './peer.js'
import { type Found, reach, type World } from './reach.js'

/** What is set at a place, if anything is. */
export interface Setting {
  place: Place
  /** Called right before the call is made: a signal begins to wait as soon as it is there. */
  value?: () => unknown
  /** A chained call that has to be there too. */
  confirmed?: { chained: string; calling: string[] }
}

/** What a call is made of: which signature, on which client, with what. */
export interface Sending {
  setting?: Setting
  /** Kinds of operation it is to be. */
  kinds?: string[]
  call?: string
  arguments?: Given
}

/** A call that was made. It comes in a box, since it may be a promise that must not be awaited yet. */
export interface Sent {
  result: unknown
  /** When what bounds it was set. */
  since: number
  /** Takes back what was set for other calls too. */
  undo?: () => void
}

/** A scene with its library loaded and its peer running: here the calls are made. */
export class Sender implements Stage {
  private readonly ends: (() => unknown)[] = []

  constructor(
    private readonly model: Model,
    private readonly packages: Record<string, string>,
    private readonly scene: Scene,
    readonly peer: Peer,
  ) {}

  async load(specifier = this.model.modules?.[0] ?? this.model.library): Promise<unknown> {
    const found = await loadAny(specifier, this.packages)
    if (found.length === 0) throw new Error(`${specifier} cannot be loaded`)
    return found[found.length > 1 ? 1 : 0]!.value
  }

  after(end: () => unknown): void {
    this.ends.push(end)
  }

  async close(): Promise<void> {
    for (const end of this.ends.reverse()) await Promise.resolve(end()).catch(() => {})
    await this.peer.close()
  }

  /** The arguments of a call without and with what a sending sets. */
  async given({ setting, arguments: more = {} }: Sending = {}): Promise<Given> {
    const base = merged(merged(harmless(this.peer), this.scene.arguments?.(this.peer) ?? {}), more)
    if (setting?.value === undefined) return base
    const { place } = setting
    if (typeof place === 'string') return merged(base, within(place, setting.value()))
    if ('inside' in place) return merged(base, within(place.inside, await this.foreign(place, setting.value(), base)))
    return 'at' in place && place.at !== undefined ? merged(base, within(place.at, setting.value())) : base
  }

  /** Something of another library that holds the value, from the module that speaks the protocol of the address. */
  private async foreign({ made, from, at }: Extract<Place, { inside: string }>, value: unknown, given: Given): Promise<unknown> {
    const module = await loadAny(from.find(one => String(given['url']).startsWith(`${one.replace('node:', '')}:`)) ?? from[0]!, this.packages)
    return first(reach(made, { roots: new Map([['module', module]]), arguments: merged(given, within(at, value)) }, true), made).value
  }

  /** What names the control of a sending: two that differ only in what they set have the same. */
  callOf(sending: Sending): string {
    if (this.scene.send) return 'send'
    return [sending.call ?? this.path(sending).call, sending.setting && this.path(sending).maker].join(' after ')
  }

  /** Makes the call. */
  async send(sending: Sending = {}): Promise<Sent> {
    const { setting } = sending
    const roots = await this.roots()
    const since = now()
    const given = await this.given(sending)
    if (this.scene.send) {
      const result = this.scene.send(given, this)
      if (setting && !this.scene.chains) this.chain(result, setting, roots, given)
      return { result, since }
    }
    const { call, maker } = this.path(sending)
    const own = new Map(roots)
    for (const name of clientsOf(call)) own.set(name, await this.client(name, roots, given, maker))
    const undo = setting && assign(own.get(parseSignature(call).root)![0]!.value, setting)
    if (setting?.value !== undefined && typeof setting.place !== 'string' && 'chained' in setting.place && parseSignature(setting.place.chained).root !== 'result') follow(setting.place.chained, own, given)
    const result = request(call, own, given)
    if (setting) this.chain(result, setting, own, given)
    return { result, since, undo }
  }

  /** The signature to call, and the one that makes its client where the place is in that. */
  private path({ setting, call, kinds }: Sending): { call: string; maker?: string } {
    const calls = call !== undefined ? [call] : (this.scene.calls ?? this.ownCalls(kinds))
    if (calls.length === 0) throw new Error('the model has no operation to call')
    const place = setting?.place
    const read = typeof place === 'string' ? place : place !== undefined && 'inside' in place ? place.inside : undefined
    if (read === undefined) {
      const root = place === undefined || typeof place === 'string' || !('chained' in place) ? undefined : parseSignature(place.chained).root
      return { call: calls.find(one => parseSignature(one).root === root) ?? calls[0]! }
    }
    const { parameter } = parsePlace(read)
    const direct = calls.find(one => parameters(one).includes(parameter))
    if (direct !== undefined) return { call: direct }
    for (const one of calls) {
      const maker = clientsOf(one).map(client => this.maker(client, parameter)).find(Boolean)
      if (maker !== undefined) return { call: one, maker }
    }
    throw new Error(`no call and no client has the parameter of ${read}`)
  }

  /** What takes a whole address is the easiest to send somewhere else. */
  private ownCalls(kinds: string[] | undefined): string[] {
    const calls = (this.model.operations ?? []).filter(({ kind }) => kinds === undefined || kinds.includes(kind)).flatMap(operation => operation.calls)
    const withUrl = calls.filter(call => parameters(call).includes('url'))
    return [...withUrl, ...calls.filter(call => !withUrl.includes(call))]
  }

  /** The last way to make a client that has a parameter: what comes first is often the library itself. */
  private maker(client: string, parameter: string, seen: string[] = []): string | undefined {
    const made = this.made(client)
    const direct = made.findLast(one => parameters(one).includes(parameter))
    if (direct !== undefined || seen.includes(client)) return direct
    return made.map(one => parseSignature(one).root).filter(root => root !== client).map(root => this.maker(root, parameter, [...seen, client])).find(Boolean)
  }

  private made(client: string): string[] {
    const own = this.scene.made?.[client]
    return own === undefined ? (this.model.clients?.[client]?.made ?? []) : [own]
  }

  private async client(name: string, roots: World['roots'], given: Given, maker?: string): Promise<Found[]> {
    const known = roots.get(name)
    if (known !== undefined) return known
    const made = this.made(name)
    if (made.length === 0) throw new Error(`nothing tells how a ${name} is made`)
    const [chosen] = maker !== undefined && made.includes(maker) ? [maker] : made
    const root = parseSignature(chosen!).root
    const from = root === name ? await this.client(name, roots, given) : await this.client(root, roots, given, maker)
    const found = first(reach(chosen!, { roots: new Map(roots).set(root, from), arguments: given }, true), chosen!)
    const value = await found.value
    return [{ value, owner: found.owner }]
  }

  private async roots(): Promise<World['roots']> {
    const modules: Found[] = []
    for (const specifier of this.model.modules ?? [this.model.library]) modules.push(...(await loadAny(specifier, this.packages)))
    return new Map([
      ['global', [{ value: globalThis }]],
      ['module', modules],
    ])
  }

  private chain(result: unknown, { place, confirmed, value }: Setting, roots: World['roots'], given: Given): void {
    if (value === undefined) return
    const own = new Map(roots).set('result', [{ value: result }])
    const ending = (calling: string[] | undefined) => ({ callback: () => (calling === undefined ? undefined : (result as Record<string, () => void>)[calling[0]!]!()) })
    if (typeof place !== 'string' && 'chained' in place && parseSignature(place.chained).root === 'result') follow(place.chained, own, { ...given, ...ending(place.calling) })
    if (confirmed !== undefined) follow(confirmed.chained, own, { ...given, ...ending(confirmed.calling) })
  }
}

/** Arguments that suit most HTTP libraries, by the names that the models give their parameters; new ones each time, since libraries write into them. */
function harmless({ url }: Peer): Given {
  return { url, input: url, origin: url, config: {}, options: {}, init: {}, defaults: {}, settings: {} }
}

/** The clients that a call needs: the one it starts at, and those among its arguments. */
function clientsOf(call: string): string[] {
  const { root, steps } = parseSignature(call)
  return [root, ...steps.flatMap(step => (step.is === 'call' ? step.parameters.flatMap(({ client }) => client ?? []) : []))]
}

function parameters(signature: string): string[] {
  return parseSignature(signature).steps.flatMap(step => (step.is === 'call' ? step.parameters.map(parameter => parameter.name) : []))
}

/** Makes the last call of a signature once, on the first thing that has it. */
function request(call: string, roots: World['roots'], given: Given): unknown {
  const { value, owner } = first(reach(call, { roots, arguments: given }), call)
  const last = parseSignature(call).steps.at(-1)
  const values = last?.is === 'call' ? last.parameters.map(({ name, literal, client }) => (client !== undefined ? roots.get(client)![0]!.value : (literal ?? given[name]))) : []
  while (values.length > 0 && values.at(-1) === undefined) values.pop()
  return (value as (...values: unknown[]) => unknown).apply(owner, values)
}

function follow(signature: string, roots: World['roots'], given: Given): void {
  first(reach(signature, { roots, arguments: given }, true), signature)
}

function first(reached: Map<string, Found[]>, signature: string): Found {
  const found = [...reached.values()].find(one => one.length > 0)?.[0]
  if (found === undefined) throw new Error(`the library has no ${signature}`)
  return found
}

/** The argument that holds a value at a place: `config.timeout` is `{ config: { timeout: value } }`. A function stands where the place steps into what it returns. */
export function within(place: string, value: unknown): Given {
  const { parameter, path } = parsePlace(place)
  return { [parameter]: path.reduceRight<unknown>((inner, name) => (name === '()' ? () => inner : { [name]: inner }), value) }
}

/** Writes a member of a client, and gives what undoes that. */
function assign(target: unknown, { place, value }: Setting): (() => void) | undefined {
  if (value === undefined || typeof place === 'string' || !('assigned' in place)) return undefined
  const path = place.assigned.split('.')
  const holder = path.slice(0, -1).reduce((at, name) => (at as Record<string, unknown>)[name], target) as Record<string, unknown>
  const before = holder[path.at(-1)!]
  holder[path.at(-1)!] = value()
  return () => (holder[path.at(-1)!] = before)
}

/** The one with the other written into it, down to the last plain object. */
export function merged(one: Given, other: Given): Given {
  const all = { ...one }
  for (const [name, value] of Object.entries(other)) all[name] = isPlain(all[name]) && isPlain(value) ? merged(all[name], value) : value
  return all
}

function isPlain(value: unknown): value is Given {
  return isObject(value) && (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null)
}
