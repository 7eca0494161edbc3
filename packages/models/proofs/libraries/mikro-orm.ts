import { silent } from '../peer.js'
import type { Given, Proof, Scene, Stage } from '../proof.js'
import { FREEZE, freezing, postgresql } from '../servers.js'

async function opened({ config }: Given, stage: Stage) {
  const { host, port } = stage.peer
  const { MikroORM } = await stage.load('@mikro-orm/postgresql')
  const orm = MikroORM.initSync({ host, port, user: 'postgres', dbName: 'postgres', password: 'none', connect: false, entities: [], discovery: { warnWhenNoEntities: false }, ...config, pool: { min: 0, max: 1, ...config.pool } })
  stage.after(() => void orm.close(true).catch(() => {}))
  return orm.em.getConnection()
}

const execute = (sql: string): Scene['send'] => async (given, stage) => (await opened(given, stage)).execute(sql)

export default {
  model: 'mikro-orm.json',
  scenes: [
    { rows: ['bound connect config.pool.createTimeoutMillis', 'bound connect config.driverOptions.connection.connectionTimeoutMillis', 'default connect'], peer: silent, send: execute('select 1') },
    {
      rows: ['bound acquire', 'default acquire'],
      peer: () => freezing(postgresql()),
      limit: 500,
      send: async (given, stage) => {
        const connection = await opened(given, stage)
        const taken = await connection.getKnex().client.acquireConnection()
        stage.after(() => connection.getKnex().client.releaseConnection(taken))
        return connection.execute('select 1')
      },
    },
    { rows: ['bound query config.driverOptions.connection.statement_timeout'], peer: () => freezing(postgresql()), send: execute('select pg_sleep(60)') },
    { rows: ['bound query config.driverOptions.connection.query_timeout', 'default query'], peer: () => freezing(postgresql()), send: execute(`select '${FREEZE}'`) },
  ],
  unproven: {
    'bound query config.driverOptions.query_timeout': 'the shape of version 7, which is not installed here',
    'bound query config.driverOptions.statement_timeout': 'the shape of version 7, which is not installed here',
    'bound connect config.driverOptions.connectionTimeoutMillis': 'the shape of version 7, which is not installed here',
    'bound connect config.driverOptions.connectTimeout': 'the shape of version 7, which is not installed here',
    'bound connect config.driverOptions.connection.connectTimeout': 'the driver for MySQL is not installed here',
  },
} satisfies Proof
