import { silent } from '../peer.js'
import type { Given, Proof, Stage } from '../proof.js'
import { FREEZE, freezing, mariadb } from '../servers.js'

const server = () => freezing(mariadb())

async function connected({ config }: Given, stage: Stage) {
  const { createConnection } = await stage.load('mysql2/promise')
  const connection = await createConnection({ ...at(stage), ...config })
  connection.on('error', () => {})
  stage.after(() => connection.destroy())
  return connection
}

function at({ peer: { host, port } }: Stage) {
  return { host, port, user: 'root' }
}

export default {
  model: 'mysql2.json',
  scenes: [
    { rows: ['bound connect', 'default connect'], peer: silent, send: connected },
    {
      rows: ['default acquire', 'ineffective config.acquireTimeout'],
      peer: server,
      send: async ({ config }, stage) => {
        const { createPool } = await stage.load('mysql2/promise')
        const pool = createPool({ ...at(stage), connectionLimit: 1, ...config })
        const taken = await pool.getConnection()
        stage.after(() => taken.destroy())
        return pool.getConnection()
      },
    },
    { peer: server, send: async (given, stage) => (await connected(given, stage)).query({ sql: `select '${FREEZE}'`, ...given['sql'] }) },
  ],
} satisfies Proof
