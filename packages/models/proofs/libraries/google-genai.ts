import type { Proof } from '../proof.js'

export default {
  model: 'google-genai.json',
  scenes: [
    {
      rows: ['bound timeout settings.config.httpOptions.timeout', 'bound timeout settings.config.abortSignal'],
      calls: ['genai.chats.create(settings).sendMessage(params)'],
      arguments: peer => ({ config: { apiKey: 'key', httpOptions: { baseUrl: peer.url } }, settings: { model: 'model' }, params: { message: 'Hello' } }),
    },
    { calls: ['genai.models.countTokens(params)'], arguments: peer => ({ config: { apiKey: 'key', httpOptions: { baseUrl: peer.url } }, params: { model: 'model', contents: 'Hello' } }) },
  ],
} satisfies Proof
