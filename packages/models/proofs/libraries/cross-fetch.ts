import type { Proof } from '../proof.js'

export default {
  model: 'cross-fetch.json',
  hot: true,
  scenes: [{}],
} satisfies Proof
