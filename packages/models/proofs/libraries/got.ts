import type { Proof } from '../proof.js'

export default {
  model: 'got.json',
  installed: [{ got: 'got-12' }, { got: 'got-14' }, {}],
  hot: true,
  scenes: [{ arguments: () => ({ options: { retry: { limit: 0 } } }), retrying: () => ({ options: { timeout: { request: 30_000 } } }) }],
} satisfies Proof
