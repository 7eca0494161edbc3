import type { Proof, Stage } from '../proof.js'
import { FREEZE, freezing, postgresql } from '../servers.js'

/** A query on which nothing was chained yet. It comes in a box, since it is sent as soon as it is awaited. */
async function query(stage: Stage) {
  const { host, port } = stage.peer
  const { default: knex } = await import('knex')
  const database = knex({ client: 'pg', connection: { host, port, user: 'postgres', database: 'postgres', password: 'none' }, pool: { min: 0, max: 1 } })
  stage.after(() => void database.destroy())
  class Setting extends (await stage.load()).Model {
    static tableName = 'pg_settings'
  }
  return { query: (Setting as any).bindKnex(database).query().findOne({ name: FREEZE }) }
}

export default {
  model: 'objection.json',
  scenes: [
    {
      peer: () => freezing(postgresql()),
      send: (_given, stage) => {
        let limit: number | undefined
        const answer = query(stage).then(({ query }) => (limit === undefined ? query : query.timeout(limit)))
        return Object.assign(answer, { timeout: (ms: number) => void (limit = ms) })
      },
    },
  ],
} satisfies Proof
