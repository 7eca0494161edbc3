import type { Proof } from '../proof.js'

export default {
  model: 'assemblyai.json',
  scenes: [{ calls: ['assemblyai.transcripts.get(id)'], arguments: ({ url }) => ({ config: { apiKey: 'key', baseUrl: url }, id: 'transcript' }) }],
} satisfies Proof
