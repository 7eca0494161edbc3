import type { Peer } from '../peer.js'
import type { Proof } from '../proof.js'

const config = ({ url }: Peer) => ({ token: 'token', environment: url })

export default {
  model: 'square.json',
  hot: true,
  scenes: [
    { rows: ['idempotency'], calls: ['square.customers.create(request, options)'], arguments: peer => ({ config: config(peer), request: { givenName: 'Ada' } }) },
    {
      calls: ['square.locations.get(request, options)'],
      arguments: peer => ({ config: { ...config(peer), maxRetries: 0 }, request: { locationId: 'main' } }),
      retrying: peer => ({ config: config(peer), request: { locationId: 'main' } }),
    },
  ],
} satisfies Proof
