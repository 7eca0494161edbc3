import type { Proof } from '../proof.js'

export default {
  model: 'redaxios.json',
  hot: true,
  scenes: [{}],
} satisfies Proof
