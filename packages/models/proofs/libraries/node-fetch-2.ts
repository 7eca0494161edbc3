import type { Proof } from '../proof.js'

export default {
  model: 'node-fetch-2.json',
  installed: [{ 'node-fetch': 'node-fetch-2' }],
  hot: true,
  scenes: [{}],
} satisfies Proof
