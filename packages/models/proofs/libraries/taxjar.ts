import type { Proof } from '../proof.js'

export default {
  model: 'taxjar.json',
  hot: true,
  scenes: [{ calls: ['taxjar.categories()'], made: { taxjar: 'module(config)' }, arguments: ({ url }) => ({ config: { apiKey: 'key', apiUrl: url } }) }],
} satisfies Proof
