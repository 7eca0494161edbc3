import { silent } from '../peer.js'
import type { Given, Proof, Scene, Stage } from '../proof.js'
import { FREEZE, freezing, mariadb, postgresql } from '../servers.js'

async function opened({ config }: Given, stage: Stage, type: string, more: object = {}) {
  const { host, port } = stage.peer
  const user = type === 'mysql' ? { username: 'root', database: 'mysql', connectorPackage: 'mysql2' } : { username: 'postgres', database: 'postgres', password: 'none' }
  const source = new (await stage.load()).DataSource({ type, host, port, ...user, logging: false, ...more, ...config })
  stage.after(() => void source.destroy().catch(() => {}))
  return source.initialize()
}

const open = (type: string, more?: object): Scene['send'] => (given, stage) => opened(given, stage, type, more)
const query = (type: string, sql: string): Scene['send'] => async (given, stage) => (await opened(given, stage, type)).query(sql)
const waiting =
  (type: string, more: object): Scene['send'] =>
  async (given, stage) => {
    const source = await opened(given, stage, type, more)
    const taken = source.createQueryRunner()
    await taken.connect()
    stage.after(() => taken.release())
    return source.query('select 1')
  }

export default {
  model: 'typeorm.json',
  scenes: [
    { rows: ['bound connect config.connectTimeoutMS', 'bound connect config.extra.connectionTimeoutMillis', 'default connect when postgres, cockroachdb'], peer: silent, send: open('postgres') },
    { rows: ['bound connect config.connectTimeout when mysql, mariadb', 'bound connect config.extra.connectTimeout when mysql, mariadb', 'default connect when mysql, mariadb'], peer: silent, send: open('mysql') },
    { rows: ['bound connect config.connectionTimeout', 'bound connect config.extra.connectionTimeout', 'default connect when mssql'], peer: silent, send: open('mssql', { options: { encrypt: false } }) },
    { rows: ['default connect when mongodb'], peer: silent, send: open('mongodb') },
    { rows: ['bound acquire config.connectTimeoutMS', 'bound acquire config.extra.connectionTimeoutMillis', 'default acquire when postgres, cockroachdb'], peer: () => freezing(postgresql()), limit: 1000, send: waiting('postgres', { poolSize: 1 }) },
    { rows: ['default acquire when mysql, mariadb', 'ineffective config.acquireTimeout'], peer: () => freezing(mariadb()), send: waiting('mysql', { poolSize: 1 }) },
    { rows: ['bound query config.extra.statement_timeout', 'ineffective'], peer: () => freezing(postgresql()), limit: 500, send: query('postgres', 'select pg_sleep(60)') },
    { rows: ['bound query config.extra.query_timeout', 'default query when postgres, cockroachdb'], peer: () => freezing(postgresql()), limit: 500, send: query('postgres', `select '${FREEZE}'`) },
    { rows: ['default query when mysql, mariadb'], peer: () => freezing(mariadb()), send: query('mysql', `select '${FREEZE}'`) },
  ],
} satisfies Proof
