import { dripping, type Peer } from '../peer.js'
import type { Proof } from '../proof.js'

/** One that is missing would end every request at once. */
const timeouts = { connect: 20_000, read: 20_000, write: 20_000 }
const given = ({ host, port }: Peer, more: object = {}) => ({ app: 'app', key: 'key', name: 'orders', config: { hosts: [`${host}:${port}`], protocol: 'http:', ...more } })
const calls = ['index.getSettings(...values)']

export default {
  model: 'algoliasearch-3.json',
  installed: [{ algoliasearch: 'algoliasearch-3' }],
  scenes: [
    { rows: ['bound timeout config.timeouts.read'], peer: dripping, calls, arguments: peer => given(peer, { timeouts }) },
    { rows: ['bound timeout config.timeouts.connect', 'covers timeout config.timeouts.connect', 'covers timeout config.timeouts.read'], calls, arguments: peer => given(peer, { timeouts }) },
    { calls, arguments: peer => given(peer) },
  ],
} satisfies Proof
