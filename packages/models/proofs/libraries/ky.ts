import type { Proof } from '../proof.js'

export default {
  model: 'ky.json',
  installed: [{ ky: 'ky-1' }, {}],
  hot: true,
  scenes: [{ arguments: () => ({ options: { retry: 0 } }), retrying: () => ({}) }],
} satisfies Proof
