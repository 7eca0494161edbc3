import { silent, unanswered } from '../peer.js'
import type { Given, Proof, Stage } from '../proof.js'

async function get({ config }: Given, stage: Stage, more: object = {}) {
  const cache = new (await stage.load()).default(`${stage.peer.host}:${stage.peer.port}`, { ...more, ...config })
  stage.after(() => cache.end())
  return new Promise((resolve, reject) => cache.get('key', (error: Error | undefined, value: unknown) => (error ? reject(error) : resolve(value))))
}

export default {
  model: 'memcached.json',
  scenes: [
    { rows: ['bound connect', 'default connect'], peer: unanswered, send: (given, stage) => get(given, stage, { retries: 0 }) },
    { peer: silent, send: get },
  ],
  unproven: { retries: 'what it tries again is a refused connection, which nobody on the other end can count' },
} satisfies Proof
