import type { Proof } from '../proof.js'

export default {
  model: 'p-retry.json',
  installed: [{ 'p-retry': 'p-retry-4' }, {}],
  scenes: [{ speed: 1000 }],
} satisfies Proof
