import type { Proof } from '../proof.js'

export default {
  model: 'promise-timeout.json',
  hot: true,
  scenes: [{ arguments: () => ({ delay: 150 }) }],
} satisfies Proof
