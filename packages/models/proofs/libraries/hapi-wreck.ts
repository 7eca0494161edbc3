import type { Proof } from '../proof.js'

export default {
  model: 'hapi-wreck.json',
  hot: true,
  scenes: [{}],
} satisfies Proof
