import type { Peer } from '../peer.js'
import type { Proof } from '../proof.js'

export default {
  model: 'airtable.json',
  hot: true,
  scenes: [
    {
      speed: 2000,
      made: { base: 'airtable.base(id)', table: 'base(name)' },
      calls: ['table.find(...values)'],
      arguments: ({ url }: Peer) => ({ config: { apiKey: 'key', endpointUrl: url }, id: 'app', name: 'orders', values: 'rec1' }),
    },
  ],
} satisfies Proof
