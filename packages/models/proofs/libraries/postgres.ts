import { silent } from '../peer.js'
import type { Given, Proof, Stage } from '../proof.js'
import { FREEZE, freezing, postgresql } from '../servers.js'

const server = () => freezing(postgresql())

async function client({ config }: Given, stage: Stage) {
  const { host, port } = stage.peer
  const sql = (await stage.load()).default({ host, port, user: 'postgres', database: 'postgres', pass: 'none', max: 1, ...config })
  stage.after(() => sql.end({ timeout: 0 }))
  return sql
}

export default {
  model: 'postgres.json',
  scenes: [
    {
      rows: ['bound connect', 'default connect', 'ineffective config.connectTimeout', 'ineffective config.connectionTimeoutMillis'],
      peer: silent,
      send: async (given, stage) => (await client(given, stage))`select 1`,
    },
    {
      rows: ['default acquire'],
      peer: server,
      send: async (given, stage) => {
        const sql = await client(given, stage)
        await sql.reserve()
        return sql`select 1`
      },
    },
    { rows: ['default query'], peer: server, send: async (given, stage) => (await client(given, stage)).unsafe(`select '${FREEZE}'`) },
    { peer: server, send: async (given, stage) => (await client(given, stage))`select pg_sleep(60)` },
  ],
} satisfies Proof
