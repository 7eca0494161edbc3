import type { Proof } from '../proof.js'

export default {
  model: 'p-retry.json',
  scenes: [{ speed: 1000 }],
} satisfies Proof
