import type { Proof } from '../proof.js'

export default {
  model: 'clickhouse.json',
  hot: true,
  scenes: [{ calls: ['client.query(params)'], arguments: ({ url }) => ({ config: { url }, params: { query: 'select 1' } }) }],
} satisfies Proof
