import type { Proof } from '../proof.js'

export default {
  model: 'phin.json',
  installed: [{ phin: 'phin-3' }, {}],
  hot: true,
  scenes: [{ arguments: ({ url }) => ({ options: { url } }) }],
} satisfies Proof
