import type { Proof } from '../proof.js'

export default {
  model: 'node-fetch.json',
  hot: true,
  scenes: [{}],
} satisfies Proof
