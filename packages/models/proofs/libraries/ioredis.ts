import { silent, unanswered } from '../peer.js'
import type { Given, Proof, Stage } from '../proof.js'
import { FREEZE, freezing, redis, redisCluster } from '../servers.js'

async function client({ config }: Given, stage: Stage, more: object = {}) {
  const { Redis } = await stage.load()
  const made = new Redis({ host: stage.peer.host, port: stage.peer.port, ...more, ...config })
  made.on('error', () => {})
  stage.after(() => made.disconnect())
  return made
}

export default {
  model: 'ioredis.json',
  installed: [{}, { ioredis: 'ioredis-6' }],
  scenes: [
    {
      rows: ['bound connect config.connectTimeout', 'default connect'],
      peer: unanswered,
      send: async (given, stage) => (await client(given, stage, { lazyConnect: true, retryStrategy: () => null })).connect(),
    },
    { rows: ['ineffective config.socketTimeout'], peer: () => freezing(redis()), send: async (given, stage) => (await client(given, stage)).get(FREEZE) },
    {
      rows: ['bound timeout settings.redisOptions.commandTimeout', 'ineffective settings.redisOptions.socketTimeout', 'ineffective settings.redisOptions.timeout'],
      peer: redisCluster,
      limit: 500,
      send: async ({ settings }, stage) => {
        const { Cluster } = await stage.load()
        const cluster = new Cluster([{ host: stage.peer.host, port: stage.peer.port }], settings)
        cluster.on('error', () => {})
        stage.after(() => cluster.disconnect())
        return cluster.blpop('nobody-pushes-here', 0)
      },
    },
    { rows: ['retries'], speed: 1, retrying: () => ({ config: { retryStrategy: () => 200 } }), send: async (given, stage) => (await client(given, stage)).get('key') },
    { peer: silent, send: async (given, stage) => (await client(given, stage)).get('key') },
  ],
  unproven: { 'bound connect settings.redisOptions.connectTimeout': 'a cluster goes on to its next node, and tells the caller nothing of it', 'retries settings.redisOptions.maxRetriesPerRequest': 'a cluster goes on to its next node' },
} satisfies Proof
