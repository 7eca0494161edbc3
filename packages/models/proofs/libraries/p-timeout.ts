import type { Proof } from '../proof.js'

export default {
  model: 'p-timeout.json',
  hot: true,
  scenes: [{ arguments: () => ({ options: { milliseconds: 150 } }) }],
} satisfies Proof
