import type { Proof } from '../proof.js'

const search = { calls: ['client.search(params, options)'], arguments: ({ url }: { url: string }) => ({ config: { node: url }, params: { index: 'orders' } }) }

export default {
  model: 'elasticsearch.json',
  installed: [{ '@elastic/elasticsearch': 'elasticsearch-8' }, {}],
  hot: true,
  scenes: [search],
} satisfies Proof
