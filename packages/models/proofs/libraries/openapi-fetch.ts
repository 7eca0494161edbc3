import type { Proof } from '../proof.js'

export default {
  model: 'openapi-fetch.json',
  hot: true,
  scenes: [{ arguments: ({ url }) => ({ config: { baseUrl: url }, path: '/' }) }],
} satisfies Proof
