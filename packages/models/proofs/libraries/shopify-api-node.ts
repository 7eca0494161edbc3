import { plain } from '../plain.js'
import type { Peer } from '../peer.js'
import type { Proof } from '../proof.js'

const given = (peer: Peer) => ({ config: { shopName: 'shop', accessToken: 'token', agent: { https: plain(peer) } }, values: 1 })

export default {
  model: 'shopify-api-node.json',
  hot: true,
  scenes: [{ calls: ['shopify.order.get(values)'], arguments: given }],
} satisfies Proof
