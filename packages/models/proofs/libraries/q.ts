import type { Proof } from '../proof.js'

export default {
  model: 'q.json',
  hot: true,
  scenes: [{ arguments: () => ({ delay: 150, message: 'late' }) }],
} satisfies Proof
