import http from 'node:http'
import https from 'node:https'
import type { Given, Proof, Stage } from '../proof.js'

/** It takes an agent for TLS whatever its endpoint is; the peers speak without. */
async function mollie({ config }: Given, stage: Stage) {
  const { createMollieClient } = await stage.load()
  const { Agent } = https
  Object.assign(https, { Agent: http.Agent })
  try {
    return createMollieClient({ apiKey: 'test_key', apiEndpoint: `${stage.peer.url}/v2/`, ...config })
  } finally {
    Object.assign(https, { Agent })
  }
}

export default {
  model: 'mollie.json',
  hot: true,
  scenes: [
    { rows: ['idempotency'], send: async (given, stage) => (await mollie({}, stage)).payments.create({ amount: { currency: 'EUR', value: '10.00' }, description: 'An order', ...given['params'] }) },
    { send: async (given, stage) => (await mollie(given, stage)).payments.get('tr_1') },
  ],
} satisfies Proof
