import { silent, unanswered } from '../peer.js'
import type { Given, Proof, Stage } from '../proof.js'

async function get({ config }: Given, stage: Stage, more: object = {}) {
  const cache = (await stage.load()).Client.create(`${stage.peer.host}:${stage.peer.port}`, { logger: { log() {} }, ...more, ...config })
  stage.after(() => cache.close())
  return cache.get('key')
}

export default {
  model: 'memjs.json',
  scenes: [
    { rows: ['bound connect', 'default connect'], peer: unanswered, limit: 200, value: ms => ms / 1000, send: (given, stage) => get(given, stage, { retries: 1 }) },
    { rows: ['retries'], retrying: () => ({}), send: get },
    { peer: silent, limit: 200, value: ms => ms / 1000, send: (given, stage) => get(given, stage, { retries: 1 }) },
  ],
} satisfies Proof
