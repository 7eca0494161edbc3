import { silent, unanswered } from '../peer.js'
import type { Given, Proof, Stage } from '../proof.js'
import { FREEZE, freezing, redis, redisCluster } from '../servers.js'

async function client({ config }: Given, stage: Stage) {
  const made = (await stage.load()).createClient({ ...config, socket: { host: stage.peer.host, port: stage.peer.port, ...config.socket } })
  made.on('error', () => {})
  stage.after(() => made.destroy())
  return made
}

async function connected(given: Given, stage: Stage) {
  const made = await client(given, stage)
  await made.connect()
  const { commandOptions, signal } = given
  const timed = commandOptions === undefined ? made : made.withCommandOptions(commandOptions)
  return signal === undefined ? timed : timed.withAbortSignal(signal)
}

async function cluster({ settings }: Given, stage: Stage) {
  const made = (await stage.load()).createCluster({ rootNodes: [{ url: `redis://${stage.peer.host}:${stage.peer.port}` }], ...settings })
  made.on('error', () => {})
  stage.after(() => made.destroy())
  return made
}

export default {
  model: 'redis.json',
  installed: [{}, { redis: 'redis-6' }],
  scenes: [
    { rows: ['ineffective config.socket.connectTimeout'], peer: unanswered, send: async (given, stage) => (await client(given, stage)).connect() },
    { rows: ['default connect', 'retries'], peer: silent, retrying: () => ({}), send: async (given, stage) => (await client(given, stage)).connect() },
    {
      rows: ['bound timeout settings.defaults.socket.socketTimeout'],
      peer: redisCluster,
      limit: 500,
      send: async (given, stage) => {
        const made = await cluster(given, stage)
        await made.connect()
        return made.blPop('nobody-pushes-here', 0)
      },
    },
    {
      rows: ['bound acquire', 'default acquire'],
      peer: redis,
      limit: 500,
      send: async ({ pooling }, stage) => {
        const pool = (await stage.load()).createClientPool({ socket: { host: stage.peer.host, port: stage.peer.port } }, { maximum: 1, ...pooling })
        pool.on('error', () => {})
        await pool.connect()
        stage.after(() => pool.destroy())
        pool.execute(() => new Promise(() => {})).catch(() => {})
        return pool.get('key')
      },
    },
    // A signal begins to wait before there is a connection, so it has to wait for longer than that takes.
    { rows: ['ineffective signal', 'ineffective commandOptions.abortSignal', 'ineffective config.commandOptions.abortSignal'], peer: () => freezing(redis()), limit: 4000, send: async (given, stage) => (await connected(given, stage)).get(FREEZE) },
    { peer: () => freezing(redis()), limit: 300, send: async (given, stage) => (await connected(given, stage)).get(FREEZE) },
  ],
} satisfies Proof
