import type { Peer } from '../peer.js'
import type { Proof } from '../proof.js'

const config = ({ url }: Peer) => ({ host: url, log: [] })

export default {
  model: 'elasticsearch-legacy.json',
  scenes: [
    {
      calls: ['client.search(params, callback)'],
      arguments: peer => ({ config: { ...config(peer), maxRetries: 0 }, params: { index: 'orders' } }),
      // A host that fails is not asked again at once.
      retrying: ({ url }) => ({ config: { hosts: ['a', 'b', 'c', 'd'].map(path => `${url}/${path}`), log: [] }, params: { index: 'orders' } }),
    },
  ],
} satisfies Proof
