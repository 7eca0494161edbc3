import { silent } from '../peer.js'
import type { Given, Proof, Scene, Stage } from '../proof.js'
import { FREEZE, freezing, mariadb, postgresql } from '../servers.js'

/** An application whose container opens the connection, with options that are given or made by a factory. */
async function opened({ config, settings }: Given, stage: Stage, type: string, more: object = {}) {
  const { host, port } = stage.peer
  const user = type === 'mysql' ? { username: 'root', database: 'mysql', connectorPackage: 'mysql2' } : { username: 'postgres', database: 'postgres', password: 'none' }
  const base = { type, host, port, ...user, logging: false, retryAttempts: 1, ...more }
  const [{ Module }, { NestFactory }, { DataSource }, { TypeOrmModule }] = [await import('@nestjs/common'), await import('@nestjs/core'), await import('typeorm'), await stage.load()]
  const made = settings.useFactory === undefined ? TypeOrmModule.forRoot({ ...base, ...config }) : TypeOrmModule.forRootAsync({ useFactory: () => ({ ...base, ...settings.useFactory() }) })
  class App {}
  Module({ imports: [made] })(App)
  const app = await NestFactory.createApplicationContext(App, { logger: false, abortOnError: false })
  stage.after(() => void app.close().catch(() => {}))
  return app.get(DataSource)
}

const open = (type: string, more?: object): Scene['send'] => (given, stage) => opened(given, stage, type, more)
const query = (type: string, sql: string): Scene['send'] => async (given, stage) => (await opened(given, stage, type)).query(sql)
const waiting =
  (type: string): Scene['send'] =>
  async (given, stage) => {
    const source = await opened(given, stage, type, { poolSize: 1 })
    const taken = source.createQueryRunner()
    await taken.connect()
    stage.after(() => taken.release())
    return source.query('select 1')
  }

/** A place in options that are given, and in those that a factory makes. */
function both(row: string): string[] {
  return [row.replace('options', 'config'), row.replace('options', 'settings.useFactory()')]
}

export default {
  model: 'nestjs-typeorm.json',
  scenes: [
    { rows: [...both('bound connect options.connectTimeoutMS'), ...both('bound connect options.extra.connectionTimeoutMillis'), 'default connect when postgres, cockroachdb'], peer: silent, send: open('postgres') },
    { rows: [...both('bound connect options.connectTimeout when mysql, mariadb'), ...both('bound connect options.extra.connectTimeout when mysql, mariadb'), 'default connect when mysql, mariadb'], peer: silent, send: open('mysql') },
    { rows: [...both('bound connect options.connectionTimeout'), ...both('bound connect options.extra.connectionTimeout'), 'default connect when mssql'], peer: silent, send: open('mssql', { options: { encrypt: false } }) },
    { rows: ['default connect when mongodb'], peer: silent, send: open('mongodb') },
    { rows: [...both('bound acquire options.connectTimeoutMS'), ...both('bound acquire options.extra.connectionTimeoutMillis'), 'default acquire when postgres, cockroachdb'], peer: () => freezing(postgresql()), limit: 1000, send: waiting('postgres') },
    { rows: ['default acquire when mysql, mariadb', ...both('ineffective options.acquireTimeout')], peer: () => freezing(mariadb()), send: waiting('mysql') },
    { rows: [...both('bound query options.extra.statement_timeout'), 'ineffective'], peer: () => freezing(postgresql()), limit: 500, send: query('postgres', 'select pg_sleep(60)') },
    { rows: [...both('bound query options.extra.query_timeout'), 'default query when postgres, cockroachdb'], peer: () => freezing(postgresql()), limit: 500, send: query('postgres', `select '${FREEZE}'`) },
    { rows: ['default query when mysql, mariadb'], peer: () => freezing(mariadb()), send: query('mysql', `select '${FREEZE}'`) },
  ],
} satisfies Proof
