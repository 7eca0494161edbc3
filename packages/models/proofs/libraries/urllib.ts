import type { Proof } from '../proof.js'

export default {
  model: 'urllib.json',
  hot: true,
  scenes: [{ arguments: () => ({ options: { socketErrorRetry: 0 } }), retrying: () => ({}) }],
} satisfies Proof
