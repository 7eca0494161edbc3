import type { Peer } from '../peer.js'
import type { Proof } from '../proof.js'

const config = ({ host, port }: Peer) => ({ host, port, protocol: 'http', telemetry: false })

export default {
  model: 'stripe.json',
  hot: true,
  scenes: [
    { rows: ['idempotency params.identifier'], calls: ['stripe.billing.meterEvents.create(params, options)'], arguments: peer => ({ key: 'key', params: { event_name: 'call' }, config: config(peer) }) },
    { rows: ['idempotency'], calls: ['stripe.paymentIntents.create(params, options)'], arguments: peer => ({ key: 'key', params: {}, config: config(peer) }) },
    {
      calls: ['stripe.customers.retrieve(id, params, options)'],
      arguments: peer => ({ key: 'key', id: 'cus_1', params: {}, config: { ...config(peer), maxNetworkRetries: 0 } }),
      retrying: peer => ({ key: 'key', id: 'cus_1', params: {}, config: config(peer) }),
    },
  ],
  unproven: {
    'bound timeout params.timeout': 'only before version 22, which is not installed',
    'idempotency params.idempotencyKey': 'only before version 22, which is not installed',
  },
} satisfies Proof
