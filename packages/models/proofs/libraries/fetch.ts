import type { Proof } from '../proof.js'

export default {
  model: 'fetch.json',
  hot: true,
  scenes: [{}],
} satisfies Proof
