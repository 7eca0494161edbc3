import type { Proof } from '../proof.js'

export default {
  model: 'anthropic.json',
  hot: true,
  scenes: [
    {
      calls: ['anthropic.models.list(params, options)', 'anthropic.messages.create(params, options)'],
      arguments: peer => ({ config: { apiKey: 'key', baseURL: peer.url, maxRetries: 0 }, params: {} }),
      retrying: peer => ({ config: { apiKey: 'key', baseURL: peer.url }, params: {} }),
    },
  ],
} satisfies Proof
