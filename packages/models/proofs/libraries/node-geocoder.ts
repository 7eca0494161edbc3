import type { Proof } from '../proof.js'

export default {
  model: 'node-geocoder.json',
  hot: true,
  scenes: [{ calls: ['geocoder.geocode(query)'], made: { geocoder: 'module(config)' }, arguments: ({ url }) => ({ config: { provider: 'openstreetmap', osmServer: url }, query: 'Main Street 1' }) }],
} satisfies Proof
