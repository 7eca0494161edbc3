import { createOpenAI } from '@ai-sdk/openai'
import type { Peer } from '../peer.js'
import type { Proof } from '../proof.js'

const model = ({ url }: Peer) => createOpenAI({ apiKey: 'key', baseURL: url }).chat('model')

export default {
  model: 'ai.json',
  hot: true,
  scenes: [
    {
      calls: ['module.generateText(params)'],
      arguments: peer => ({ params: { model: model(peer), prompt: 'Hello', maxRetries: 0 } }),
      retrying: peer => ({ params: { model: model(peer), prompt: 'Hello' } }),
      methods: { GET: {} },
    },
  ],
} satisfies Proof
