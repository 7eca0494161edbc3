import type { Proof } from '../proof.js'

export default {
  model: 'openai.json',
  hot: true,
  scenes: [
    {
      calls: ['openai.models.list(options)', 'openai.chat.completions.create(params, options)'],
      arguments: peer => ({ config: { apiKey: 'key', baseURL: peer.url, maxRetries: 0 }, params: { model: 'model', messages: [] } }),
      retrying: peer => ({ config: { apiKey: 'key', baseURL: peer.url } }),
    },
  ],
} satisfies Proof
