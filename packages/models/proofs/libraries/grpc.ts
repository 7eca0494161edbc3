import type { Proof, Stage } from '../proof.js'

const pass = (value: Buffer) => value
const GET = { path: '/acme.Orders/Get', requestStream: false, responseStream: false, requestSerialize: pass, requestDeserialize: pass, responseSerialize: pass, responseDeserialize: pass }

/** A call of one method, as generated code makes it. */
async function call(options: object, stage: Stage): Promise<unknown> {
  const { makeClientConstructor, credentials } = await stage.load()
  const orders = new (makeClientConstructor({ Get: GET }, 'Orders'))(`${stage.peer.host}:${stage.peer.port}`, credentials.createInsecure())
  stage.after(() => orders.close())
  return new Promise((resolve, reject) => orders.Get(Buffer.alloc(0), options, (error: Error | null, answer: unknown) => (error ? reject(error) : resolve(answer))))
}

export default {
  model: 'grpc.json',
  hot: true,
  scenes: [{ value: ms => Date.now() + ms, send: ({ options }, stage) => call(options, stage) }],
  unproven: { retries: 'the peers that fail speak HTTP/1.1; a dropped connection was tried once' },
} satisfies Proof
