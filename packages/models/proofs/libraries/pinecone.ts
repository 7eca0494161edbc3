import type { Proof } from '../proof.js'

export default {
  model: 'pinecone.json',
  scenes: [{ calls: ['pinecone.listIndexes()'], arguments: ({ url }) => ({ config: { apiKey: 'key', controllerHostUrl: url } }) }],
} satisfies Proof
