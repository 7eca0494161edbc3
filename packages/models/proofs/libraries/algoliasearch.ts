import { dripping, type Peer } from '../peer.js'
import type { Proof } from '../proof.js'

/** One that is missing would end every request at once. */
const timeouts = { connect: 20_000, read: 5_000, write: 30_000 }
const config = ({ host, port }: Peer) => ({ hosts: [{ url: host, port, protocol: 'http', accept: 'readWrite' }], timeouts })

export default {
  model: 'algoliasearch.json',
  hot: true,
  scenes: [
    {
      rows: ['bound timeout options.timeouts.write', 'bound timeout config.timeouts.write'],
      peer: dripping,
      calls: ['algolia.saveObject(params, options)'],
      arguments: peer => ({ app: 'app', key: 'key', config: config(peer), params: { indexName: 'orders', body: { objectID: '1' } } }),
    },
    {
      rows: ['bound timeout options.timeouts.read', 'bound timeout config.timeouts.read'],
      peer: dripping,
      calls: ['algolia.getSettings(params, options)'],
      arguments: peer => ({ app: 'app', key: 'key', config: config(peer), params: { indexName: 'orders' } }),
    },
    {
      rows: ['default'],
      calls: ['algolia.getSettings(params, options)'],
      arguments: peer => ({ app: 'app', key: 'key', config: { hosts: config(peer).hosts }, params: { indexName: 'orders' } }),
    },
    { calls: ['algolia.getSettings(params, options)'], arguments: peer => ({ app: 'app', key: 'key', config: config(peer), params: { indexName: 'orders' } }) },
  ],
} satisfies Proof
