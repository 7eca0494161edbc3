import type { Proof } from '../proof.js'

export default {
  model: 'slack-webhook.json',
  hot: true,
  scenes: [{ arguments: () => ({ message: 'Hello' }) }],
} satisfies Proof
