import type { Proof } from '../proof.js'

export default {
  model: 'meilisearch.json',
  hot: true,
  scenes: [{ made: { meilisearch: 'module.Meilisearch(config)' }, calls: ['index.search(query, params, options)'], arguments: ({ url }) => ({ config: { host: url }, name: 'orders', query: 'tea', params: {} }) }],
} satisfies Proof
