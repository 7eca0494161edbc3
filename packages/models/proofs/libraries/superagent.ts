import type { Proof } from '../proof.js'

export default {
  model: 'superagent.json',
  hot: true,
  scenes: [{}],
} satisfies Proof
