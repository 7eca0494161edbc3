import type { Bound, Phase, Place, Row } from '@bulkhead/models'
import type { Clock } from './clock.js'
import { now, Watched } from './ended.js'
import { dripping, hesitating, type Peer, silent, stalling, unanswered } from './peer.js'
import type { Scene } from './proof.js'
import type { Sender, Sending } from './stage.js'

/** What a row is tried with. */
export interface Trial {
  scene: Scene
  sender: Sender
  hot: boolean
  clock?: Clock
  /** Calls without what is tried, by how they are made: many rows share one. */
  controls: Map<string, Promise<Watched>>
  /** The same scene with another peer. */
  at: (peer: () => Promise<Peer>) => Promise<Sender>
  /** How the row was shown, for whoever reads the run. */
  said?: string
}

type RowOf<K extends Row['kind']> = Extract<Row, { kind: K }>

/** How long a call without a bound is watched, in ms; one that is said to have none is watched for longer. */
const WATCHED = { hot: 600, cold: 2000, default: 12_000 }
/** How long a library may take after its bound, in ms. */
const WITHIN = 5000

/** The call ends once its time is over, not at once, and without the bound it is still pending by then. Gives what is wrong. */
export async function proveBound({ bound, place }: RowOf<'bound'>, trial: Trial): Promise<string | undefined> {
  const { scene } = trial
  const limit = limitOf(scene, bound.unit)
  const control = await controlOf({ kinds: bound.for, setting: { place } }, trial)
  const { watched, undo } = await send({ kinds: bound.for, setting: { place, value: () => valueOf(scene, bound, limit), confirmed: bound.confirmed } }, trial)
  const early = await watched.endedBy(limit * 0.6)
  // A signal that nothing holds on to is lost with the garbage.
  if (bound.is === 'signal') globalThis.gc?.()
  const end = early ?? (await watched.endedBy(limit + (scene.within ?? WITHIN)))
  undo?.()
  if (early !== undefined) return `with ${limit} ms it ends at once: ${watched.text}`
  if (end === undefined) return `with ${limit} ms it is still pending after ${limit + (scene.within ?? WITHIN)} ms`
  // Where something holds by default, the call without the bound ends too, only later.
  const held = typeof bound.default === 'number' ? bound.default * (bound.unit === 's' ? 1000 : 1) * 0.8 : Infinity
  if (held < end) return `with ${limit} ms it ends no sooner than by default, after ${Math.round(end)} ms: ${watched.text}`
  const other = await control.endedBy(Math.min(held, Math.max(trial.hot ? WATCHED.hot : WATCHED.cold, end * 1.5)))
  if (other !== undefined) return `without it the call ends too, after ${Math.round(other)} ms: ${control.text}`
  trial.said = `ended after ${Math.round(end)} ms: ${watched.text}`
  return undefined
}

/** At each phase of a request the call stays pending for ever without the bound: with it, it ends where the bound covers that, and nowhere else. */
export async function proveCovers({ bound, place }: RowOf<'covers'>, trial: Trial): Promise<string | undefined> {
  const { scene } = trial
  const limit = limitOf(scene, bound.unit)
  const wrong = await Promise.all(
    Object.entries(PHASES).map(async ([phase, peer]) => {
      const sender = await trial.at(peer)
      await sender.load().catch(() => {})
      const { watched, undo } = await send({ kinds: bound.for, setting: { place, value: () => valueOf(scene, bound, limit), confirmed: bound.confirmed } }, { ...trial, sender })
      const claimed = bound.covers!.includes(phase as Phase)
      const end = await watched.endedBy(claimed ? limit + (scene.within ?? WITHIN) : Math.max(WATCHED.cold, limit * 4))
      undo?.()
      return (end !== undefined) === claimed ? [] : [claimed ? `${phase} is pending` : `${phase} ends after ${Math.round(end!)} ms: ${watched.text}`]
    }),
  )
  trial.said = bound.covers!.join(', ')
  return wrong.flat().join('; ') || undefined
}

/** Who keeps a request in each of its phases. */
const PHASES = { connect: unanswered, 'first-byte': silent, headers: hesitating, 'body-idle': stalling, 'body-total': dripping }

/** The call is still pending long after what was set is over. */
export async function proveIneffective({ ineffective, place }: RowOf<'ineffective'>, trial: Trial): Promise<string | undefined> {
  const { scene } = trial
  const limit = limitOf(scene, undefined)
  const { watched, undo } = await send({ kinds: ineffective.for, setting: { place, value: () => valueOf(scene, ineffective, limit) } }, trial)
  const watch = Math.max(trial.hot ? WATCHED.hot : WATCHED.cold, limit * 4)
  for (let waited = 0; waited < watch; waited += 100) {
    if (ineffective.because === 'lost') globalThis.gc?.()
    if ((await watched.endedBy(waited + 100)) !== undefined) break
  }
  undo?.()
  const end = await watched.endedBy(watch)
  return end === undefined ? undefined : `with ${limit} ms the call does end, after ${Math.round(end)} ms: ${watched.text}`
}

/** What holds where nothing is set: nothing for as long as it is watched, or an end at the time that is claimed, by a clock that runs faster where that is long. */
export async function proveDefault({ bound, value }: RowOf<'default'>, trial: Trial): Promise<string | undefined> {
  const { scene, sender, clock } = trial
  const sending: Sending = { kinds: bound.for }
  if (scene.holds) {
    const held: unknown = await scene.holds(await sender.given(sending), sender)
    const off = held === undefined || held === null || held === Infinity || [0, false, ...(bound.off ?? [])].includes(held as never)
    return (value === 'off' ? off : held === value) ? undefined : `the client holds ${JSON.stringify(held)}`
  }
  if (value === 'off') {
    const control = await controlOf(sending, trial)
    const end = await control.endedBy(WATCHED.default)
    return end === undefined ? undefined : `it ends after ${Math.round(end)} ms: ${control.text}`
  }
  const claimed = value * (bound.unit === 's' ? 1000 : 1)
  const speed = claimed > WATCHED.default && clock ? claimed / 3000 : 1
  if (clock) clock.speed = speed
  try {
    const { watched } = await send(sending, trial)
    const end = await watched.endedBy((claimed / speed) * 1.3 + 1500)
    if (end === undefined) return `it is still pending after ${Math.round(claimed * 1.3 + 1500 * speed)} ms of its clock`
    trial.said = `ended after ${Math.round(end * speed)} ms of its clock: ${watched.text}`
    return end * speed < claimed * 0.9 ? `it ends after ${Math.round(end * speed)} ms of its clock: ${watched.text}` : undefined
  } finally {
    if (clock) clock.speed = 1
  }
}

/** What never settles ends when its time is over, and not at once. The scene gives the time. */
export async function proveDeadline({ signature }: RowOf<'deadline'>, trial: Trial): Promise<string | undefined> {
  const limit = trial.scene.limit ?? 150
  const never = new Promise<never>(() => {})
  const { watched } = await send({ call: signature, arguments: { awaited: never } }, trial)
  const end = await watched.endedBy(limit + WITHIN)
  if (end === undefined) return `it is still pending after ${limit + WITHIN} ms`
  trial.said = `ended after ${Math.round(end)} ms: ${watched.text}`
  return end < limit * 0.6 ? `it ends at once: ${watched.text}` : undefined
}

/** The server sees the key that was set, and without it none, or one that is another each time where the library makes it. */
export async function proveIdempotency({ idempotency, operation, place }: RowOf<'idempotency'>, trial: Trial): Promise<string | undefined> {
  const { sender } = trial
  const key = 'key-of-the-order-4711'
  const base: Sending = { kinds: [operation.kind], call: trial.scene.calls?.find(call => operation.calls.includes(call)) ?? (trial.scene.calls ? undefined : operation.calls[0]) }
  const seen = async (sending: Sending) => {
    const before = sender.peer.seen.length
    const { watched } = await send(sending, trial)
    await watched.endedBy(WITHIN)
    const asked = sender.peer.seen.slice(before)
    if (asked.length === 0) throw new Error(`the server was asked nothing: ${watched.text}`)
    return asked
  }
  const withKey = await seen({ ...base, setting: { place, value: () => key } })
  const holder = withKey.flatMap(({ headers }) => Object.keys(headers).filter(name => headers[name] === key))[0]
  if (holder === undefined && !withKey.some(({ body, path }) => body.includes(key) || path.includes(key))) return 'the server did not see the key'
  const [one, two] = [await seen(base), await seen(base)].map(([first]) => holder && first!.headers[holder])
  if (holder === undefined) return undefined
  trial.said = `seen as ${holder}`
  if (idempotency.automatic === 'per-call') return one === undefined ? `without a key ${holder} is not sent` : one === two ? `two calls have the same ${holder}` : undefined
  return one === undefined ? undefined : `without a key ${holder} is sent all the same`
}

/** A call whose address names no host ends at once, and asks nobody. With a whole one the server is asked. */
export async function proveRefusal({ operation, target }: RowOf<'refuses'>, trial: Trial): Promise<string | undefined> {
  const { seen } = trial.sender.peer
  const before = seen.length
  const call: Sending = { kinds: [operation.kind], call: operation.calls[0] }
  for (const address of ['/api/orders', './orders', '../orders']) {
    // Some throw, others reject.
    const { watched } = await send({ ...call, setting: { place: target, value: () => address } }, trial).catch((error: unknown) => ({ watched: new Watched(Promise.reject(error as Error), now()) }))
    const end = await watched.endedBy(WITHIN)
    if (end === undefined) return `${address} is still pending after ${WITHIN} ms`
    trial.said = watched.text
  }
  if (seen.length > before) return `the server is asked for ${seen[before]!.path}`
  const { watched } = await send(call, trial)
  await watched.endedBy(WITHIN)
  return seen.length > before ? undefined : `nor is the server asked with a whole address: ${watched.text}`
}

/** Makes a call and watches it. */
export async function send(sending: Sending, { sender, scene }: Trial): Promise<{ watched: Watched; undo?: () => void }> {
  const { result, since, undo } = await sender.send(sending)
  return { watched: new Watched(result, since, scene.read), undo }
}

/** The same call without what is tried. */
async function controlOf(sending: Sending, trial: Trial): Promise<Watched> {
  const key = trial.sender.callOf(sending)
  const known = trial.controls.get(key)
  if (known !== undefined) return known
  const made = send(sending, trial).then(({ watched }) => watched)
  trial.controls.set(key, made)
  return made
}

function limitOf(scene: Scene, unit: Bound['unit']): number {
  return scene.limit ?? (unit === 's' ? 1000 : 150)
}

function valueOf(scene: Scene, { is, unit }: Pick<Bound, 'is' | 'unit'>, ms: number): unknown {
  if (scene.value) return scene.value(ms)
  return is === 'signal' ? AbortSignal.timeout(ms) : unit === 's' ? ms / 1000 : ms
}

/** Whether what is set at a place holds for other calls too, so that no other may run meanwhile. */
export function isAmbient(place: Place | undefined): boolean {
  return place !== undefined && typeof place !== 'string' && ('assigned' in place || ('chained' in place && !place.chained.startsWith('result.')))
}
