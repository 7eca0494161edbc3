import type { Proof } from '../proof.js'

export default {
  model: 'chargebee.json',
  hot: true,
  scenes: [{ calls: ['chargebee.customer.retrieve(id)'], made: { chargebee: 'module(config)' }, arguments: ({ port }) => ({ config: { site: '127', hostSuffix: '.0.0.1', protocol: 'http', port, apiKey: 'key' }, id: 'customer' }) }],
} satisfies Proof
