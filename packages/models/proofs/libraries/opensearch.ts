import type { Proof } from '../proof.js'

const more = ({ url }: { url: string }) => ({ config: { node: url }, params: { index: 'orders' } })

export default {
  model: 'opensearch.json',
  scenes: [{ calls: ['client.search(params, options)'], arguments: peer => ({ ...more(peer), config: { ...more(peer).config, maxRetries: 0 } }), retrying: more }],
} satisfies Proof
