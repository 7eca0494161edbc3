import type { Proof } from '../proof.js'

export default {
  model: 'got-9.json',
  installed: [{ got: 'got-9' }],
  hot: true,
  scenes: [{ arguments: () => ({ options: { retry: 0 } }), retrying: () => ({ options: { timeout: { request: 30_000 } } }) }],
} satisfies Proof
