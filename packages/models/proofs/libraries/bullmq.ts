import { silent, unanswered } from '../peer.js'
import type { Given, Proof, Stage } from '../proof.js'
import { FREEZE, freezing, redis } from '../servers.js'

async function queue({ config }: Given, stage: Stage) {
  const { Queue } = await stage.load()
  const made = new Queue('orders', { ...config, connection: { host: stage.peer.host, port: stage.peer.port, ...config.connection } })
  made.on('error', () => {})
  stage.after(() => void made.disconnect().catch(() => {}))
  return made
}

export default {
  model: 'bullmq.json',
  scenes: [
    { rows: ['ineffective config.connection.connectTimeout'], peer: unanswered, send: async (given, stage) => (await queue(given, stage)).add('job', {}) },
    { rows: ['default connect', 'retries'], peer: silent, retrying: () => ({}), send: async (given, stage) => (await queue(given, stage)).add('job', {}) },
    {
      peer: () => freezing(redis()),
      limit: 500,
      send: async (given, stage) => {
        const made = await queue(given, stage)
        await made.waitUntilReady()
        return made.add(FREEZE, {}, given['options'])
      },
    },
  ],
  unproven: { idempotency: 'the queue keeps it; there is no request in which a server could see it' },
} satisfies Proof
