import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type Bound, type Model, ownModels, parsePlace, parseSignature, type Place } from '../src/index.js'
import { ARRANGEMENTS } from './truth/arrangements.js'
import { type Found, reach, type World } from './truth/reach.js'
import { ended, isEmitter, silentPeer } from './truth/silence.js'
import { arrange } from './truth/world.js'

/** Models whose requests can be sent to any address, with how many of their places are tried below: a place that no longer is has to be noticed. */
const TRIED: Record<string, number> = {
  'axios.json': 5,
  'cross-fetch.json': 2,
  'fetch.json': 1,
  'got-11.json': 8,
  'got.json': 8,
  'ky.json': 4,
  'needle.json': 2,
  'node-fetch-2.json': 2,
  'node-fetch.json': 1,
  'node-http.json': 3,
  'ofetch.json': 4,
  'request.json': 2,
  'superagent.json': 4,
  'undici.json': 3,
}

/** What is set, in ms, and by when it must have ended the request; libraries with retries need the most. */
const LIMIT = 150
const PATIENCE = 15_000
/** How long a request without a limit is watched: long enough for the limit to have fired. */
const WATCHED = 600

let peer: Awaited<ReturnType<typeof silentPeer>>
beforeAll(async () => {
  peer = await silentPeer()
})
afterAll(() => peer.close())

describe.each(Object.keys(TRIED))('%s against a silent peer', file => {
  const model = ownModels().find(one => one.file === file)!.model
  const sets = ARRANGEMENTS[file]?.installed ?? [{ packages: {} }]

  test.each(sets)('every limit that can be set ends the request, %j', async installed => {
    const world = await arrange(model, installed, ARRANGEMENTS[file] ?? {})
    const trials = trialsOf(model)
    expect(trials).toHaveLength(TRIED[file]!)
    const failed = await Promise.all(
      trials.map(async trial => {
        const before = await ended(send(trial, world, undefined), WATCHED)
        const value = trial.bound.is === 'signal' ? AbortSignal.timeout(LIMIT) : LIMIT
        const limited = send(trial, world, value)
        // A library that refuses an option it does not know ends the request too, but at once.
        const refused = await ended(limited, LIMIT / 3)
        const after = await ended(limited, PATIENCE)
        const right = !before && !refused && after
        return right ? [] : [`${JSON.stringify(trial.place)} of ${trial.call}: without it ${before ? 'ended' : 'pending'}, with it ${refused ? 'refused' : after ? 'ended' : 'pending'}`]
      }),
    )
    expect(failed.flat()).toEqual([])
  })
})

/** One place of one bound, and a call on which to try it. */
interface Trial {
  bound: Bound
  place: Place
  call: string
  /** How the client is made, where the place is a parameter of that. */
  maker?: string
}

function trialsOf(model: Model): Trial[] {
  const calls = model.operations!.flatMap(operation => operation.calls).filter(call => names(call).includes('url'))
  const makers = Object.entries(model.clients ?? {}).flatMap(([name, client]) => client.made.map(maker => ({ name, maker })))
  return model.bounds!.filter(bound => bound.limit === 'timeout' && bound.is !== 'opaque').flatMap(bound =>
    bound.places.flatMap((place): Trial[] => {
      if (typeof place !== 'string') return ('chained' in place && /^result\.\w+\(\w+\)$/.test(place.chained)) || 'assigned' in place ? [{ bound, place, call: calls[0]! }] : []
      const { parameter } = parsePlace(place)
      const direct = calls.find(call => names(call).includes(parameter))
      if (direct !== undefined) return [{ bound, place, call: direct }]
      const { name, maker } = makers.findLast(one => names(one.maker).includes(parameter)) ?? {}
      const through = calls.find(call => parseSignature(call).root === name)
      return maker === undefined || through === undefined ? [] : [{ bound, place, call: through, maker }]
    }),
  )
}

/** Sends a request with the value in its place; with `undefined`, without it. */
function send({ bound, place, call, maker }: Trial, world: World, value: unknown): unknown {
  const given = { ...world.arguments, url: peer.url, ...(typeof place === 'string' && value !== undefined ? within(place, value) : {}) }
  const client = maker === undefined ? undefined : one(reach(maker, { roots: world.roots, arguments: given }, true))
  if (value !== undefined && typeof place !== 'string' && 'assigned' in place) assign(one(reach(parseSignature(call).root, world)).value, place.assigned, value)
  const roots = client === undefined ? world.roots : new Map(world.roots).set(parseSignature(call).root, [client])
  const result = request(call, roots, given)
  if (value !== undefined && typeof place !== 'string' && 'chained' in place) chain(result, place, value)
  if (value !== undefined && bound.confirmed && isEmitter(result)) result.on('timeout', () => (result as unknown as { destroy(): void }).destroy())
  if (typeof place !== 'string' && 'assigned' in place) setTimeout(() => assign(one(reach(parseSignature(call).root, world)).value, place.assigned, undefined), 0)
  return result
}

/** Makes the last call of a signature once, on the first thing that has it. */
function request(call: string, roots: World['roots'], given: Record<string, unknown>): unknown {
  const { value, owner } = one(reach(call, { roots, arguments: given }))
  const last = parseSignature(call).steps.at(-1)
  const values = last?.is === 'call' ? last.parameters.map(({ name, literal }) => literal ?? given[name]) : []
  return (value as (...values: unknown[]) => unknown).apply(owner, values)
}

function names(signature: string): string[] {
  return parseSignature(signature).steps.flatMap(step => (step.is === 'call' ? step.parameters.map(parameter => parameter.name) : []))
}

function one(reached: Map<string, Found[]>): Found {
  return [...reached.values()][0]![0]!
}

/** The argument that holds a value at a place: `config.timeout` is `{ config: { timeout: value } }`. */
function within(place: string, value: unknown): Record<string, unknown> {
  const { parameter, path } = parsePlace(place)
  return { [parameter]: path.reduceRight((inner, name) => ({ [name]: inner }), value) }
}

function assign(target: unknown, path: string, value: unknown): void {
  const names = path.split('.')
  const holder = names.slice(0, -1).reduce((at, name) => (at as Record<string, unknown>)[name], target)
  ;(holder as Record<string, unknown>)[names.at(-1)!] = value
}

function chain(result: unknown, place: Extract<Place, { chained: string }>, value: unknown): void {
  const [member, call] = parseSignature(place.chained).steps
  if (member?.is !== 'member' || call?.is !== 'call' || place.at === undefined) throw new Error(`cannot chain ${place.chained}`)
  const method = (member.names as string[])[0]!
  ;(result as Record<string, (argument: unknown) => void>)[method]!(within(place.at, value)[call.parameters[0]!.name])
}
