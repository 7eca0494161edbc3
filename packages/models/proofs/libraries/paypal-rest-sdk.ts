import { randomUUID } from 'node:crypto'
import type { Given, Proof, Stage } from '../proof.js'

/** Its host is made of its mode; all else is told to a call. Each account is asked for a token of its own. */
async function prepared({ config, settings }: Given, stage: Stage) {
  const { default: paypal } = await stage.load()
  const { default: utils } = await stage.load('paypal-rest-sdk/lib/utils.js')
  utils.getDefaultApiEndpoint = () => stage.peer.host
  if (settings !== undefined) paypal.configure(settings)
  return { paypal, given: { client_id: randomUUID(), client_secret: 'secret', mode: 'sandbox', schema: 'http', port: stage.peer.port, ...config } }
}

const settled = (call: (done: (error: Error | null, answer: unknown) => void) => void) => new Promise((resolve, reject) => call((error, answer) => (error ? reject(error) : resolve(answer))))

async function refund(given: Given, stage: Stage) {
  const { paypal, given: config } = await prepared(given, stage)
  return settled(done => paypal.sale.refund('1', {}, config, done))
}

async function payout(given: Given, stage: Stage) {
  const { paypal, given: config } = await prepared(given, stage)
  return settled(done => paypal.payout.create(given['data'] ?? {}, 'false', config, done))
}

export default {
  model: 'paypal-rest-sdk.json',
  scenes: [
    { rows: ['idempotency data.sender_batch_header.sender_batch_id'], send: payout },
    { send: refund, chains: true, undo: async stage => (await stage.load()).default.configure({ timeout: 0 }) },
  ],
} satisfies Proof
