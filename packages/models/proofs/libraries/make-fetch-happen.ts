import type { Proof } from '../proof.js'

export default {
  model: 'make-fetch-happen.json',
  hot: true,
  scenes: [{ methods: { POST: { arguments: { init: { method: 'POST' } } }, PUT: { arguments: { init: { method: 'PUT' } } }, DELETE: { arguments: { init: { method: 'DELETE' } } } } }],
} satisfies Proof
