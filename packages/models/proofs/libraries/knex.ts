import { silent } from '../peer.js'
import type { Given, Proof, Scene, Stage } from '../proof.js'
import { FREEZE, freezing, postgresql } from '../servers.js'

async function made({ config }: Given, stage: Stage, client: string) {
  const { host, port } = stage.peer
  const connection = client === 'mysql2' ? { host, port, user: 'root' } : client === 'mssql' ? { server: host, port, user: 'sa', password: 'none', options: { encrypt: false } } : { host, port, user: 'postgres', database: 'postgres', password: 'none' }
  const knex = (await stage.load()).default({ client, ...config, connection: { ...connection, ...config.connection }, pool: { min: 0, max: 1, ...config.pool } })
  stage.after(() => void knex.destroy())
  return knex
}

const raw =
  (client: string, sql: string): Scene['send'] =>
  async (given, stage) =>
    (await made(given, stage, client)).raw(sql)

export default {
  model: 'knex.json',
  scenes: [
    { rows: ['bound connect config.connection.connectTimeout when mysql', 'default connect when mysql'], peer: silent, send: raw('mysql2', 'select 1') },
    { rows: ['bound connect config.connection.connectionTimeout', 'bound connect config.connection.timeout', 'bound connect config.connection.options.connectTimeout', 'default connect when mssql'], peer: silent, send: raw('mssql', 'select 1') },
    { rows: ['bound connect config.pool.createTimeoutMillis', 'default connect', 'bound connect config.connection.connectionTimeoutMillis'], peer: silent, send: raw('pg', 'select 1') },
    {
      rows: ['bound acquire', 'default acquire', 'ineffective config.acquireTimeoutMillis', 'ineffective config.connection.acquireTimeoutMillis'],
      peer: () => freezing(postgresql()),
      limit: 500,
      send: async (given, stage) => {
        const knex = await made(given, stage, 'pg')
        const taken = await knex.client.acquireConnection()
        stage.after(() => knex.client.releaseConnection(taken))
        return knex.raw('select 1')
      },
    },
    { rows: ['bound query config.connection.statement_timeout', 'ineffective'], peer: () => freezing(postgresql()), send: raw('pg', 'select pg_sleep(60)') },
    {
      rows: ['bound query result.timeout(ms, settings) ms'],
      peer: () => freezing(postgresql()),
      calls: ['knex.raw(sql, values)'],
      arguments: ({ host, port }) => ({ config: { client: 'pg', connection: { host, port, user: 'postgres', database: 'postgres', password: 'none' }, pool: { min: 0 } }, sql: `select '${FREEZE}'` }),
    },
    { rows: ['bound query config.connection.query_timeout', 'default query'], peer: () => freezing(postgresql()), send: raw('pg', `select '${FREEZE}'`) },
  ],
  unproven: { 'bound query config.connection.requestTimeout': 'no SQL Server runs where the proofs do', 'bound query config.connection.options.requestTimeout': 'no SQL Server runs where the proofs do', 'default query when mssql': 'no SQL Server runs where the proofs do' },
} satisfies Proof
