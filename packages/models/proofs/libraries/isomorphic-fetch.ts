import type { Proof } from '../proof.js'

export default {
  model: 'isomorphic-fetch.json',
  hot: true,
  scenes: [{}],
} satisfies Proof
