import type { Peer } from '../peer.js'
import type { Proof } from '../proof.js'

const config = ({ url }: Peer) => ({ token: 'token', environment: url })

export default {
  model: 'intercom-client.json',
  hot: true,
  scenes: [
    {
      calls: ['intercom.contacts.list(request, options)'],
      arguments: peer => ({ config: config(peer), request: {}, options: { maxRetries: 0 } }),
      retrying: peer => ({ config: config(peer), request: {} }),
    },
  ],
} satisfies Proof
