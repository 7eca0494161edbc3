import { silent } from '../peer.js'
import type { Given, Proof, Stage } from '../proof.js'
import { FREEZE, freezing, nats } from '../servers.js'

async function connected({ config }: Given, stage: Stage) {
  const connection = await (await stage.load()).connect({ servers: `${stage.peer.host}:${stage.peer.port}`, maxReconnectAttempts: 0, ...config })
  stage.after(() => connection.close())
  return connection
}

export default {
  model: 'nats-transport-node.json',
  scenes: [
    { rows: ['bound connect', 'default connect'], peer: silent, send: connected },
    { peer: () => freezing(nats()), send: async (given, stage) => (await connected(given, stage)).request('orders', FREEZE, given['options']) },
  ],
  unproven: { retries: 'it connects again behind the calls, which do not wait for that' },
} satisfies Proof
