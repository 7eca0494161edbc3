import type { Peer } from '../peer.js'
import type { Proof } from '../proof.js'

const given = ({ url }: Peer) => ({ key: 'key', params: { model: 'gemini' }, config: { baseUrl: url }, request: 'Hello', options: {} })

export default {
  model: 'google-generative-ai.json',
  hot: true,
  scenes: [{ calls: ['model.generateContent(request, options)'], made: { model: 'ai.getGenerativeModel(params, config)' }, arguments: given }],
} satisfies Proof
