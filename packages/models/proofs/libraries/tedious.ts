import { silent } from '../peer.js'
import type { Given, Proof, Stage } from '../proof.js'

async function connection({ config }: Given, stage: Stage) {
  const { Connection } = await stage.load()
  const { host: server, port } = stage.peer
  return new Connection({ server, authentication: { type: 'default', options: { userName: 'sa', password: 'none' } }, ...config, options: { port, encrypt: false, ...config?.options } })
}

export default {
  model: 'tedious.json',
  scenes: [
    {
      rows: ['bound connect', 'default connect', 'ineffective'],
      peer: silent,
      send: async (given, stage) => {
        const client = await connection(given, stage)
        return new Promise((resolve, reject) => client.connect((error: Error | undefined) => (error ? reject(error) : resolve(undefined))))
      },
    },
    { rows: ['default query'], peer: silent, holds: async (given, stage) => (await connection(given, stage)).config.options.requestTimeout },
  ],
  unproven: { 'bound query': 'no SQL Server runs where the proofs do' },
} satisfies Proof
