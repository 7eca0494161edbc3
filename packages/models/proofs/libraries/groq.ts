import type { Proof } from '../proof.js'

export default {
  model: 'groq.json',
  hot: true,
  scenes: [
    {
      calls: ['groq.models.list(options)', 'groq.chat.completions.create(params, options)'],
      arguments: peer => ({ config: { apiKey: 'key', baseURL: peer.url, maxRetries: 0 }, params: { model: 'model', messages: [] } }),
      retrying: peer => ({ config: { apiKey: 'key', baseURL: peer.url } }),
    },
  ],
} satisfies Proof
