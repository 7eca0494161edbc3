import { silent } from '../peer.js'
import type { Given, Proof, Scene, Stage } from '../proof.js'
import { FREEZE, freezing, postgresql } from '../servers.js'

async function opened({ config }: Given, stage: Stage) {
  const { host, port } = stage.peer
  const adapter = await new (await stage.load()).PrismaPg({ host, port, user: 'postgres', database: 'postgres', password: 'none', max: 1, ...config }).connect()
  stage.after(() => void adapter.dispose().catch(() => {}))
  return adapter
}

const query = (sql: string): Scene['send'] => async (given, stage) => (await opened(given, stage)).queryRaw({ sql, args: [], argTypes: [] })

export default {
  model: 'prisma-adapter-pg.json',
  scenes: [
    { rows: ['bound connect', 'default connect', 'ineffective'], peer: silent, send: query('select 1') },
    {
      rows: ['bound acquire', 'default acquire'],
      peer: () => freezing(postgresql()),
      limit: 500,
      send: async (given, stage) => {
        const adapter = await opened(given, stage)
        const taken = await adapter.startTransaction()
        stage.after(() => void taken.rollback().catch(() => {}))
        return adapter.queryRaw({ sql: 'select 1', args: [], argTypes: [] })
      },
    },
    { rows: ['bound query config.statement_timeout'], peer: () => freezing(postgresql()), send: query('select pg_sleep(60)') },
    { peer: () => freezing(postgresql()), send: query(`select '${FREEZE}'`) },
  ],
} satisfies Proof
