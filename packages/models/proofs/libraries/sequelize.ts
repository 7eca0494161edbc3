import { silent } from '../peer.js'
import type { Given, Proof, Scene, Stage } from '../proof.js'
import { FREEZE, freezing, mariadb, postgresql } from '../servers.js'

async function made({ config }: Given, stage: Stage, dialect: string, more: object = {}) {
  const { host, port } = stage.peer
  const { Sequelize } = await stage.load()
  const user = dialect === 'mysql' ? 'root' : 'postgres'
  return new Sequelize({ dialect, host, port, username: user, database: user === 'root' ? undefined : user, password: user === 'root' ? undefined : 'none', logging: false, ...more, ...config, pool: { max: 1, ...config.pool } })
}

const authenticate = (dialect: string): Scene['send'] => async (given, stage) => (await made(given, stage, dialect)).authenticate()
const query = (dialect: string, sql: string): Scene['send'] => async (given, stage) => (await made(given, stage, dialect)).query(sql)

/** Sequelize and what is built on it. */
export function scenes(): Scene[] {
  return [
    { rows: ['bound connect config.dialectOptions.connectionTimeoutMillis', 'default connect when postgres, cockroachdb'], peer: silent, send: authenticate('postgres') },
    { rows: ['bound connect config.dialectOptions.connectTimeout when mysql', 'default connect when mysql'], peer: silent, send: authenticate('mysql') },
    {
      rows: ['bound connect config.dialectOptions.connectTimeout when mariadb', 'default connect when mariadb'],
      peer: silent,
      send: authenticate('mariadb'),
    },
    { rows: ['bound connect config.dialectOptions.options.connectTimeout when mssql', 'default connect when mssql'], peer: silent, send: async (given, stage) => (await made(given, stage, 'mssql', { dialectOptions: { options: { encrypt: false } } })).authenticate() },
    {
      rows: ['bound acquire', 'default acquire'],
      peer: () => freezing(postgresql()),
      limit: 500,
      send: async (given, stage) => {
        const sequelize = await made(given, stage, 'postgres')
        const taken = await sequelize.connectionManager.getConnection()
        stage.after(() => sequelize.connectionManager.releaseConnection(taken))
        return sequelize.query('select 1')
      },
    },
    { rows: ['bound query config.dialectOptions.statement_timeout', 'ineffective'], peer: () => freezing(postgresql()), send: query('postgres', 'select pg_sleep(60)') },
    { rows: ['bound query config.dialectOptions.query_timeout', 'default query for db.query, db.transaction when postgres, cockroachdb'], peer: () => freezing(postgresql()), send: query('postgres', `select '${FREEZE}'`) },
    { rows: ['default query for db.query, db.transaction when mysql'], peer: () => freezing(mariadb()), send: query('mysql', `select '${FREEZE}'`) },
  ]
}

/** What no server shows here. */
export const unproven = {
  'bound query config.dialectOptions.options.requestTimeout': 'no SQL Server runs where the proofs do',
  'default query for db.query, db.transaction when mssql': 'no SQL Server runs where the proofs do',
  'bound query config.dialectOptions.socketTimeout': 'Sequelize 6 loads mariadb 2, which is not installed here',
  'bound query config.dialectOptions.queryTimeout': 'Sequelize 6 loads mariadb 2, which is not installed here',
  'default query for db.query, db.transaction when mariadb': 'Sequelize 6 loads mariadb 2, which is not installed here',
  'bound connect config.dialectOptions.connectTimeout when mariadb': 'Sequelize 6 loads mariadb 2, which is not installed here',
  'default connect when mariadb': 'Sequelize 6 loads mariadb 2, which is not installed here',
}

export default { model: 'sequelize.json', scenes: scenes(), unproven } satisfies Proof
