import type { Proof } from '../proof.js'

export default {
  model: 'axios.json',
  installed: [{ axios: 'axios-0' }, {}],
  hot: true,
  scenes: [{}],
} satisfies Proof
