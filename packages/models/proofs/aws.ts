import type { Peer } from './peer.js'
import type { Given, Proof, Stage } from './proof.js'

/** A method of a client, and what it is given beside what is tried. */
interface Call {
  method: string
  input?: (peer: Peer) => object
}

/** What all clients of the family share: a handler that bounds, and attempts. `keyed` is the call that takes a key; what a bound of a `mail` client covers is no row. */
export function aws(client: string, call: Call, { keyed, mail = false }: { keyed?: Call; mail?: boolean } = {}): Pick<Proof, 'scenes' | 'unproven'> {
  const made = async ({ config, input, options }: Given, stage: Stage, { method, input: own }: Call = call) => {
    const { url } = stage.peer
    const one = new (await stage.load())[client]({ region: 'eu-west-1', endpoint: url, credentials: { accessKeyId: 'key', secretAccessKey: 'secret' }, ...config })
    stage.after(() => one.destroy())
    return one[method]({ ...own?.(stage.peer), ...input }, options)
  }
  const THROWING = 'timeout config.requestHandler module.NodeHttpHandler(handler) handler.throwOnRequestTimeout'
  return {
    unproven: { 'bound timeout config.requestHandler module.NodeHttpHandler(handler) handler.requestTimeout': 'it holds only with a handler before 4.4, and the one that is installed is newer' },
    scenes: [
      // With it, what has only been warned of ends the request.
      { rows: [`bound ${THROWING}`, ...(mail ? [] : [`covers ${THROWING}`])], value: () => true, send: ({ config }, stage) => made({ config: { requestHandler: { requestTimeout: 150, throwOnRequestTimeout: config.requestHandler !== undefined }, maxAttempts: 1 } }, stage) },
      // Nothing ends an attempt by itself: what comes after a timeout shows only with one, long enough for a clock that runs fast.
      { rows: ['retries'], send: (_, stage) => made({ config: { requestHandler: { requestTimeout: 20_000, throwOnRequestTimeout: true } } }, stage) },
      ...(keyed ? [{ rows: ['idempotency'], send: (given: Given, stage: Stage) => made(given, stage, keyed) }] : []),
      { send: ({ config, options }, stage) => made({ config: { maxAttempts: 1, ...config }, options }, stage) },
    ],
  }
}
