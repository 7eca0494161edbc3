import type { Proof } from '../proof.js'

export default {
  model: 'fetch.json',
  hot: true,
  // One of the agents is no use without a proxy.
  scenes: [{ arguments: () => ({ agent: { uri: 'http://proxy.invalid' } }) }],
} satisfies Proof
