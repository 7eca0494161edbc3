import type { Proof } from '../proof.js'

export default {
  model: 'isomorphic-unfetch.json',
  hot: true,
  scenes: [{}],
} satisfies Proof
