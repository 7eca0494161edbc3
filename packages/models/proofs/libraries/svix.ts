import type { Peer } from '../peer.js'
import type { Proof } from '../proof.js'

const given = ({ url }: Peer) => ({ token: 'token', config: { serverUrl: url }, application: 'app', message: { eventType: 'order.paid', payload: {} }, options: {} })

export default {
  model: 'svix.json',
  hot: true,
  scenes: [{ calls: ['svix.message.create(application, message, options)'], arguments: given }],
} satisfies Proof
