import { dripping, type Peer } from '../peer.js'
import type { Proof } from '../proof.js'

/** One that is missing would end every request at once. */
const timeouts = { connect: 20, read: 5, write: 30 }
const given = ({ host, port }: Peer, more: object = { timeouts }) => ({ app: 'app', key: 'key', name: 'orders', config: { hosts: [{ url: `${host}:${port}`, protocol: 'http', accept: 3 }], ...more } })
const made = { algolia: 'module(app, key, config)' }
const calls = ['index.getSettings(options)']

export default {
  model: 'algoliasearch-4.json',
  installed: [{ algoliasearch: 'algoliasearch-4' }],
  scenes: [
    { rows: ['bound timeout options.timeout', 'bound timeout config.timeouts.read'], peer: dripping, made, calls, arguments: peer => given(peer) },
    { rows: ['default'], made, calls, arguments: peer => given(peer, {}) },
    { made, calls, arguments: peer => given(peer) },
  ],
} satisfies Proof
