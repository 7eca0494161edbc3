import type { Proof } from '../proof.js'

export default {
  model: 'mistral.json',
  scenes: [{ calls: ['mistral.models.list(params, options)'], arguments: ({ url }) => ({ config: { apiKey: 'key', serverURL: url }, params: {} }) }],
} satisfies Proof
