import type { Peer } from '../peer.js'
import type { Proof } from '../proof.js'

const config = ({ host, port }: Peer) => ({ nodes: [{ host, port, protocol: 'http' }], apiKey: 'key', logLevel: 'silent', retryIntervalSeconds: 0.01 })

export default {
  model: 'typesense.json',
  scenes: [
    {
      made: { typesense: 'module.Client(config)' },
      calls: ['collection.retrieve(...values)'],
      arguments: peer => ({ name: 'orders', config: { ...config(peer), numRetries: 0 } }),
      retrying: peer => ({ name: 'orders', config: config(peer) }),
    },
  ],
} satisfies Proof
