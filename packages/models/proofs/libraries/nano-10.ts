import type { Proof } from '../proof.js'

export default {
  model: 'nano-10.json',
  installed: [{ nano: 'nano-10' }],
  hot: true,
  scenes: [{ calls: ['server.request(options)'], made: { server: 'module(config)' }, arguments: ({ url }) => ({ config: { url }, options: { db: 'orders', path: '_all_docs' } }) }],
} satisfies Proof
