import type { Peer } from './peer.js'
import type { Given, Proof, Stage } from './proof.js'

/** A method of a client, and what it is given beside what is tried. */
interface Call {
  method: string
  input?: (peer: Peer) => object
}

/** What all clients of the family share: a handler that bounds, and attempts. `keyed` is the call that takes a key. */
export function aws(client: string, call: Call, keyed?: Call): Pick<Proof, 'scenes'> {
  const made = async ({ config, input, options }: Given, stage: Stage, { method, input: own }: Call = call) => {
    const { url } = stage.peer
    const one = new (await stage.load())[client]({ region: 'eu-west-1', endpoint: url, credentials: { accessKeyId: 'key', secretAccessKey: 'secret' }, ...config })
    stage.after(() => one.destroy())
    return one[method]({ ...own?.(stage.peer), ...input }, options)
  }
  const THROWING = 'bound timeout config.requestHandler module.NodeHttpHandler(handler) handler.throwOnRequestTimeout'
  return {
    scenes: [
      // With it, what has only been warned of ends the request.
      { rows: [THROWING], value: () => true, send: ({ config }, stage) => made({ config: { requestHandler: { requestTimeout: 150, throwOnRequestTimeout: config.requestHandler !== undefined }, maxAttempts: 1 } }, stage) },
      { rows: ['retries'], send: (_, stage) => made({}, stage) },
      ...(keyed ? [{ rows: ['idempotency'], send: (given: Given, stage: Stage) => made(given, stage, keyed) }] : []),
      { send: ({ config, options }, stage) => made({ config: { maxAttempts: 1, ...config }, options }, stage) },
    ],
  }
}
