import { silent } from '../peer.js'
import type { Given, Proof, Stage } from '../proof.js'
import { FREEZE, freezing, postgresql } from '../servers.js'

const server = () => freezing(postgresql())

/** A client that is connected to the peer. */
async function connected({ config }: Given, stage: Stage) {
  const { default: pg } = await stage.load()
  const client = new pg.Client({ ...at(stage), ...config })
  client.on('error', () => {})
  stage.after(() => void client.connection.stream.destroy())
  await client.connect()
  return client
}

/** A pool whose only connection is taken. */
async function full({ config }: Given, stage: Stage) {
  const { default: pg } = await stage.load()
  const pool = new pg.Pool({ ...at(stage), max: 1, ...config })
  const taken = await pool.connect()
  stage.after(() => taken.release(true))
  return pool
}

function at({ peer: { host, port } }: Stage) {
  return { host, port, user: 'postgres', database: 'postgres', password: 'none' }
}

export default {
  model: 'pg.json',
  scenes: [
    {
      rows: ['bound connect', 'default connect', 'ineffective config.connect_timeout', 'ineffective config.connectTimeout', 'ineffective config.connectionTimeout'],
      peer: silent,
      send: (given, stage) => connected(given, stage),
    },
    {
      rows: ['bound acquire', 'default acquire', 'ineffective config.acquireTimeoutMillis', 'ineffective config.acquireTimeout'],
      peer: server,
      limit: 500,
      send: async (given, stage) => (await full(given, stage)).connect(),
    },
    {
      rows: ['bound query config.statement_timeout', 'ineffective'],
      peer: server,
      send: async (given, stage) => (await connected(given, stage)).query({ text: 'select pg_sleep(60)', ...given['sql'] }),
    },
    { peer: server, send: async (given, stage) => (await connected(given, stage)).query({ text: `select '${FREEZE}'`, ...given['sql'] }) },
  ],
} satisfies Proof
