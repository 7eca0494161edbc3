import type { Proof } from '../proof.js'

export default {
  model: 'shippo.json',
  hot: true,
  scenes: [{ calls: ['shippo.transactions.get(id, options)'], arguments: ({ url }) => ({ config: { apiKeyHeader: 'key', serverURL: url }, id: 'transaction', options: {} }) }],
} satisfies Proof
