import type { Model, OperationModel, Retries, Row } from '@bulkhead/models'
import { Agent, getGlobalDispatcher, setGlobalDispatcher } from 'undici-6'
import type { Clock } from './clock.js'
import { pause, Watched } from './ended.js'
import { answering, hearing, type Peer, refusing, reset } from './peer.js'
import type { Given, Scene } from './proof.js'
import { merged, Sender, type Sending, within } from './stage.js'

/** How often something endless has to be tried to be taken for it. */
const MANY = 25
const SPEED = 50
/** How long all attempts of a call may take, in real ms. */
const PATIENCE = 20_000
/** What is asked for where the number of attempts can be set. */
const CHOSEN = 2
const STATUSES = ['429', '500', '503']
/** What can go wrong besides an answer, and who does it. */
const TROUBLES: Record<string, () => Promise<Peer>> = { reset, refused: refusing, timeout: hearing }
const METHODS = ['GET', 'POST', 'PUT', 'DELETE']
/** How long an attempt that times out may last, in real ms: long enough for a connection on a busy machine. */
const ATTEMPT = 400

/** Where attempts are counted. */
export interface Counting {
  scene: Scene
  model: Model
  packages: Record<string, string>
  clock: Clock
}

/** What fails, how the call that meets it is made, and how many attempts follow the first. */
interface Failing {
  what: string
  peer: () => Promise<Peer>
  sending: Sending
  wanted: number | 'endless'
  /** How many times faster the clock has to run, at least. */
  speed?: number
  /** Only the fetch of Node.js ends an attempt. */
  fetched?: true
}

/** The attempts are as many as is said, after what is said and for the methods that are said, and one after all else. Gives what is wrong. */
export async function proveRetries({ retries, place }: Extract<Row, { kind: 'retries' }>, counting: Counting): Promise<string | undefined> {
  const wanted = place === undefined ? retries.default : CHOSEN
  const operation = operationOf(retries, counting.model)
  const failures = operation?.runs === undefined ? failuresOf(retries, wanted, counting, operation) : [{ what: 'the callback', peer: () => answering(), sending: {}, wanted }]
  if (failures.length === 0) throw new Error('nothing that fails so can be counted')
  const setting = place === undefined ? undefined : { place, value: () => CHOSEN }
  const wrong: string[] = []
  for (const failing of failures) {
    const attempts = await count({ ...failing, sending: { kinds: retries.for, setting, ...failing.sending } }, counting, operation?.runs)
    if (failing.wanted === 'endless' ? attempts < MANY : attempts !== failing.wanted + 1) wrong.push(`${failing.what}: ${attempts} attempts`)
  }
  return wrong.length === 0 ? undefined : wrong.join(', ')
}

/** Fetch gives a silent peer up after 300 s. */
const OF_FETCH = 300_000

/** A silent peer is asked as often as it takes fetch to come to that time. Gives what is wrong. */
export async function provePatience({ patience: { ms } }: Extract<Row, { kind: 'patience' }>, counting: Counting): Promise<string | undefined> {
  const attempts = await count({ what: 'silence', peer: hearing, sending: {}, wanted: ms / OF_FETCH - 1, fetched: true }, counting, undefined)
  return attempts * OF_FETCH === ms ? undefined : `${attempts} attempts, each ended by fetch`
}

function operationOf({ for: kinds, effects }: Retries, { operations = [] }: Model): OperationModel | undefined {
  return operations.find(({ kind, effect }) => (!kinds || kinds.includes(kind)) && (!effects || (effect !== undefined && effects.includes(effect))))
}

function failuresOf({ on, methods, effects }: Retries, wanted: Failing['wanted'], { scene, model }: Counting, operation?: OperationModel): Failing[] {
  const http = operation === undefined || operation.kind === 'http.request' || operation.kind === 'mail.send'
  const known = http ? STATUSES : []
  const named = on?.flatMap(one => (one === '5xx' ? ['500', '503'] : [one])) ?? [...known, 'reset', ...(http ? ['refused'] : [])]
  const one = effects ? { call: scene.calls?.find(call => operation!.calls.includes(call)) ?? operation!.calls[0] } : methodOf(methods?.[0] ?? 'GET', scene, model)
  const statuses = [...new Set([...named, ...known])].filter(status => /^\d+$/.test(status))
  const to = (what: string, sending: Sending | undefined, after: boolean): Failing => ({
    what,
    peer: TROUBLES[what] ?? (() => answering({ status: /^\d+$/.test(what) ? Number(what) : Number(named[0]) })),
    sending: sending ?? {},
    wanted: after ? wanted : 0,
  })
  const others = methods && /^\d+$/.test(named[0] ?? '') ? METHODS.filter(method => method !== methods[0] && methodOf(method, scene, model)) : []
  return [
    ...statuses.map(status => to(status, one, named.includes(status))),
    ...Object.keys(TROUBLES).filter(trouble => named.includes(trouble)).map(trouble => trouble === 'timeout' ? timingOut(to(trouble, one, true), scene, model, operation) : to(trouble, one, true)),
    ...others.map(method => to(method, methodOf(method, scene, model), methods!.includes(method))),
  ]
}

/** Each attempt ends by the library's own bound, with a clock that does not make it last; what has none is given one where that is a number, and else left to fetch. */
function timingOut(failing: Failing, { send, speed = SPEED }: Scene, { bounds = [] }: Model, operation?: OperationModel): Failing {
  const own = bounds.filter(({ limit, is, for: kinds }) => limit === 'timeout' && is === undefined && (!kinds || !operation || kinds.includes(operation.kind)))
  const bounded = own.find(bound => typeof bound.default === 'number')
  if (bounded !== undefined) return { ...failing, speed: Math.max(speed, Math.round((bounded.default as number) * unitOf(bounded) / ATTEMPT)) }
  const settable = own.find(({ places }) => typeof places[0] === 'string')
  if (settable === undefined) return { ...failing, fetched: true }
  if (send !== undefined) return failing
  return { ...failing, sending: merged(failing.sending, { arguments: within(settable.places[0] as string, Math.ceil(ATTEMPT * speed / unitOf(settable))) }) }
}

function unitOf({ unit }: { unit?: 'ms' | 's' }): number {
  return unit === 's' ? 1000 : 1
}

/** How a request of a method is made: as the scene says, or by a call that is named like it. */
function methodOf(method: string, scene: Scene, { operations = [] }: Model): Sending | undefined {
  if (scene.methods?.[method]) return scene.methods[method]
  if (scene.send) return undefined
  const calls = scene.calls ?? operations.flatMap(operation => operation.calls)
  const name = new RegExp(String.raw`[.{,]${method.toLowerCase()}[},(]`)
  const call = calls.find(one => name.test(one))
  return call === undefined ? undefined : { call: call.replace(/\{[^}]*\}(?=\([^()]*\)$)/, method.toLowerCase()) }
}

async function count({ peer: to, sending, speed = 0, fetched }: Failing, { scene, model, packages, clock }: Counting, runs: string | undefined): Promise<number> {
  let ran = 0
  const failing = async () => {
    ran++
    throw new Error('it always fails')
  }
  const peer = await to()
  const own = (at: Peer): Given => merged(runs === undefined ? {} : { [runs]: failing }, (scene.retrying ?? scene.arguments)?.(at) ?? {})
  const sender = new Sender(model, packages, { ...scene, arguments: own }, peer)
  const attempts = () => (runs !== undefined ? ran : peer.seen.length > 0 ? peer.seen.length : peer.connections())
  clock.speed = Math.max(speed, scene.speed ?? SPEED)
  // Fetch gives a silent peer up after 300 s, by a clock that cannot be made faster.
  const patient = getGlobalDispatcher()
  if (fetched) setGlobalDispatcher(new Agent({ headersTimeout: ATTEMPT }))
  try {
    const { result, since } = await sender.send(sending)
    const watched = new Watched(result, since, scene.read)
    for (let waited = 0; waited < PATIENCE && attempts() < MANY; waited += 50) {
      if ((await watched.endedBy(waited)) === undefined) continue
      await pause(50)
      if (attempts() === 0) throw new Error(`nothing was tried: ${watched.text}`)
      return attempts()
    }
    if (attempts() < MANY) throw new Error(`after ${attempts()} attempts the call is still pending`)
    return attempts()
  } finally {
    clock.speed = 1
    setGlobalDispatcher(patient)
    await sender.close()
  }
}
