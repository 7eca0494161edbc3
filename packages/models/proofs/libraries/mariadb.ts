import { silent } from '../peer.js'
import type { Given, Proof, Stage } from '../proof.js'
import { FREEZE, freezing, mariadb } from '../servers.js'

const server = () => freezing(mariadb())

async function connected({ config }: Given, stage: Stage) {
  const connection = await (await stage.load()).createConnection({ ...at(stage), ...config })
  connection.on('error', () => {})
  stage.after(() => connection.destroy())
  return connection
}

function at({ peer: { host, port } }: Stage) {
  return { host, port, user: 'root' }
}

export default {
  model: 'mariadb.json',
  scenes: [
    { rows: ['bound connect', 'default connect'], peer: silent, send: connected },
    {
      rows: ['bound acquire', 'default acquire'],
      peer: server,
      limit: 500,
      send: async ({ config }, stage) => {
        const pool = (await stage.load()).createPool({ ...at(stage), connectionLimit: 1, ...config })
        const taken = await pool.getConnection()
        stage.after(() => taken.destroy())
        return pool.getConnection()
      },
    },
    { rows: ['bound query config.socketTimeout', 'default query'], peer: server, send: async (given, stage) => (await connected(given, stage)).query(`select '${FREEZE}'`) },
    { peer: server, send: async (given, stage) => (await connected(given, stage)).query({ sql: 'select sleep(60)', ...given['sql'] }) },
  ],
} satisfies Proof
