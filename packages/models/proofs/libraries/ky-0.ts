import type { Proof } from '../proof.js'

export default {
  model: 'ky-0.json',
  installed: [{ ky: 'ky-0' }],
  hot: true,
  scenes: [{ arguments: () => ({ options: { retry: 0 } }), retrying: () => ({}) }],
} satisfies Proof
