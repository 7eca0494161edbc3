import { silent } from '../peer.js'
import type { Given, Proof, Stage } from '../proof.js'
import { FREEZE, freezing, nats } from '../servers.js'

async function connected({ config }: Given, stage: Stage) {
  const connection = await (await stage.load()).connect({ servers: `${stage.peer.host}:${stage.peer.port}`, maxReconnectAttempts: 0, ...config })
  stage.after(() => connection.close())
  return connection
}

export default {
  model: 'nats.json',
  scenes: [
    { rows: ['bound connect', 'default connect'], peer: silent, send: connected },
    { rows: ['bound timeout settings.timeout for queue.publish'], peer: () => freezing(nats()), send: async (given, stage) => (await connected(given, stage)).jetstream(given['settings']).publish('orders', FREEZE) },
    { peer: () => freezing(nats()), send: async (given, stage) => (await connected(given, stage)).request('orders', FREEZE, given['options']) },
  ],
  unproven: { idempotency: 'it goes in a header of the protocol, which JetStream reads', retries: 'it connects again behind the calls, which do not wait for that' },
} satisfies Proof
