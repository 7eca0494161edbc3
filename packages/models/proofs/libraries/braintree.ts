import type { Peer } from '../peer.js'
import type { Proof } from '../proof.js'

function config({ host, port, url }: Peer) {
  return { environment: { server: host, port, ssl: false, baseUrl: () => url, baseGraphQLUrl: () => url }, merchantId: 'id', publicKey: 'key', privateKey: 'key' }
}

export default {
  model: 'braintree.json',
  hot: true,
  scenes: [{ calls: ['braintree.transaction.find(id)'], arguments: peer => ({ config: config(peer), id: 'id' }) }],
} satisfies Proof
