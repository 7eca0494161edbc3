import type { Proof } from '../proof.js'

export default {
  model: 'bent.json',
  hot: true,
  scenes: [{ arguments: ({ url }) => ({ settings: url, path: '/', body: undefined }) }],
} satisfies Proof
