import type { Proof } from '../proof.js'

export default {
  model: 'exponential-backoff.json',
  scenes: [{ speed: 1000 }],
} satisfies Proof
