import type { Peer } from '../peer.js'
import type { Proof } from '../proof.js'

const given = ({ url }: Peer, more: object = { retryConfig: { strategy: 'none' } }) => ({ config: { secretKey: 'key', serverURL: url, ...more }, event: { workflowId: 'paid', to: 'subscriber' }, key: undefined, options: {} })

export default {
  model: 'novu-api.json',
  hot: true,
  scenes: [{ calls: ['novu.trigger(event, key, options)'], arguments: peer => given(peer), retrying: peer => given(peer, {}), speed: 1000 }],
} satisfies Proof
