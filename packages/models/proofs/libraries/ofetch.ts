import type { Proof } from '../proof.js'

export default {
  model: 'ofetch.json',
  hot: true,
  scenes: [{ arguments: () => ({ options: { retry: 0 } }), retrying: () => ({}) }],
} satisfies Proof
