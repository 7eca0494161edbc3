import type { Proof } from '../proof.js'

export default {
  model: 'slack-webhook-7.json',
  installed: [{ '@slack/webhook': 'slack-webhook-6' }],
  hot: true,
  scenes: [{ arguments: () => ({ message: 'Hello' }) }],
} satisfies Proof
