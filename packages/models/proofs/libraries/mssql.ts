import { silent } from '../peer.js'
import type { Proof } from '../proof.js'

export default {
  model: 'mssql.json',
  scenes: [
    {
      rows: ['bound connect', 'default connect', 'ineffective'],
      peer: silent,
      send: async ({ config }, stage) => {
        const { host: server, port } = stage.peer
        const pool = new (await stage.load()).default.ConnectionPool({ server, port, user: 'sa', password: 'none', ...config, options: { encrypt: false, ...config.options } })
        pool.on('error', () => {})
        return pool.connect()
      },
    },
    {
      rows: ['default query'],
      peer: silent,
      holds: async (_given, stage) => new (await stage.load()).default.ConnectionPool({ server: stage.peer.host })._config().options.requestTimeout,
    },
  ],
  unproven: {
    'bound query': 'no SQL Server runs where the proofs do',
    'bound acquire': 'no SQL Server runs where the proofs do',
    'default acquire': 'no SQL Server runs where the proofs do',
  },
} satisfies Proof
