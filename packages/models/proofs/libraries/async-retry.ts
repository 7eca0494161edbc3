import type { Proof } from '../proof.js'

export default {
  model: 'async-retry.json',
  scenes: [{ speed: 1000 }],
} satisfies Proof
