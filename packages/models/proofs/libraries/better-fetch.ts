import type { Proof } from '../proof.js'

export default {
  model: 'better-fetch.json',
  hot: true,
  scenes: [{}],
} satisfies Proof
