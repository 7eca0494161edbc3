import { silent, unanswered } from '../peer.js'
import type { Given, Proof, Stage } from '../proof.js'
import { FREEZE, freezing, mariadb } from '../servers.js'

const server = () => freezing(mariadb())

/** What a method gives to its callback. */
function called<T>(method: (callback: (error: Error | null, result: T) => void) => unknown): Promise<T> {
  return new Promise((resolve, reject) => void method((error, result) => (error ? reject(error) : resolve(result))))
}

async function connected({ config, settings }: Given, stage: Stage) {
  const connection = (await stage.load()).default.createConnection({ ...at(stage), ...config })
  connection.on('error', () => {})
  stage.after(() => connection.destroy())
  await called(done => connection.connect(settings, done))
  return connection
}

function at({ peer: { host, port } }: Stage) {
  return { host, port, user: 'root' }
}

export default {
  model: 'mysql.json',
  scenes: [
    { rows: ['bound connect settings.timeout for db.connect', 'default connect for db.connect'], peer: silent, send: connected },
    { rows: ['bound connect config.connectTimeout', 'default connect'], peer: unanswered, send: connected },
    {
      rows: ['default acquire', 'ineffective config.acquireTimeout'],
      peer: server,
      send: async ({ config }, stage) => {
        const pool = (await stage.load()).default.createPool({ ...at(stage), connectionLimit: 1, ...config })
        const taken = await called<{ destroy(): void }>(done => pool.getConnection(done))
        stage.after(() => taken.destroy())
        return called(done => pool.getConnection(done))
      },
    },
    { peer: server, send: async (given, stage) => connected(given, stage).then(connection => called(done => connection.query({ sql: `select '${FREEZE}'`, ...given['sql'] }, done))) },
  ],
} satisfies Proof
