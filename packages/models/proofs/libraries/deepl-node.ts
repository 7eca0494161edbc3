import type { Peer } from '../peer.js'
import type { Proof } from '../proof.js'

const given = ({ url }: Peer, more: object = { maxRetries: 1 }) => ({ key: 'key', config: { serverUrl: url, ...more } })

// It lets no attempt wait for less than the second after which it would try again.
export default {
  model: 'deepl-node.json',
  hot: true,
  scenes: [{ calls: ['deepl.getUsage()'], made: { deepl: 'module.Translator(key, config)' }, arguments: peer => given(peer), retrying: peer => given(peer, {}), limit: 1200 }],
} satisfies Proof
