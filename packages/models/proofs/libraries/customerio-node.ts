import type { Peer } from '../peer.js'
import type { Proof } from '../proof.js'

const given = ({ url }: Peer, more: object = { retry: { maxRetries: 0 } }) => ({ site: 'site', key: 'key', config: { url: `${url}/api/v1`, ...more }, id: 'user', values: 'user' })

export default {
  model: 'customerio-node.json',
  hot: true,
  scenes: [{ calls: ['tracker.identify(id)'], made: { tracker: 'module.TrackClient(site, key, config)' }, arguments: peer => given(peer), retrying: peer => given(peer, {}) }],
} satisfies Proof
