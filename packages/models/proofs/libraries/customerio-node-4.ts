import { plain } from '../plain.js'
import type { Proof } from '../proof.js'

export default {
  model: 'customerio-node-4.json',
  installed: [{ 'customerio-node': 'customerio-node-4' }],
  hot: true,
  scenes: [{ calls: ['tracker.identify(id)'], arguments: peer => ({ site: 'site', key: 'key', config: { agent: plain(peer) }, id: 'user' }) }],
} satisfies Proof
