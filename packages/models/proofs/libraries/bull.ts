import { silent, unanswered } from '../peer.js'
import type { Given, Proof, Stage } from '../proof.js'
import { FREEZE, freezing, redis } from '../servers.js'

async function queue({ config }: Given, stage: Stage) {
  const made = new (await stage.load()).default('orders', { ...config, redis: { host: stage.peer.host, port: stage.peer.port, ...config.redis } })
  made.on('error', () => {})
  stage.after(() => void made.client.disconnect())
  return made
}

export default {
  model: 'bull.json',
  scenes: [
    { rows: ['ineffective config.redis.connectTimeout'], peer: unanswered, send: async (given, stage) => (await queue(given, stage)).add('job', {}) },
    { rows: ['default connect'], peer: silent, send: async (given, stage) => (await queue(given, stage)).add('job', {}) },
    {
      peer: () => freezing(redis()),
      limit: 500,
      send: async (given, stage) => {
        const made = await queue(given, stage)
        await made.isReady()
        return made.add(FREEZE, {})
      },
    },
  ],
  unproven: { idempotency: 'the queue keeps it; there is no request in which a server could see it', retries: 'what it tries again is a refused connection, which nobody on the other end can count' },
} satisfies Proof
