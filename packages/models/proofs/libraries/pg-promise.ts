import { silent } from '../peer.js'
import type { Given, Proof, Stage } from '../proof.js'
import { FREEZE, freezing, postgresql } from '../servers.js'

const server = () => freezing(postgresql())

/** A database that is asked through a pool of one connection. */
async function database({ config }: Given, stage: Stage) {
  const { host, port } = stage.peer
  const pgp = (await stage.load()).default({ noWarnings: true })
  const db = pgp({ host, port, user: 'postgres', database: 'postgres', password: 'none', max: 1, ...config })
  stage.after(() => void db.$pool.end())
  return db
}

export default {
  model: 'pg-promise.json',
  scenes: [
    { rows: ['bound connect', 'default connect'], peer: silent, send: async (given, stage) => (await database(given, stage)).one('select 1') },
    {
      rows: ['bound acquire', 'default acquire'],
      peer: server,
      limit: 500,
      send: async (given, stage) => {
        const db = await database(given, stage)
        const taken = await db.connect()
        stage.after(() => taken.done())
        return db.one('select 1')
      },
    },
    { rows: ['bound query config.statement_timeout'], peer: server, send: async (given, stage) => (await database(given, stage)).any('select pg_sleep(60)') },
    { peer: server, send: async (given, stage) => (await database(given, stage)).any(`select '${FREEZE}'`) },
  ],
} satisfies Proof
