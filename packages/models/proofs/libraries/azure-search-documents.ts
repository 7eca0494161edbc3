import type { Given, Proof, Stage } from '../proof.js'

async function count({ config, options }: Given, stage: Stage) {
  const { AzureKeyCredential, SearchClient } = await stage.load()
  return new SearchClient(stage.peer.url, 'orders', new AzureKeyCredential('key'), { allowInsecureConnection: true, ...config }).getDocumentsCount(options)
}

export default {
  model: 'azure-search-documents.json',
  scenes: [{ rows: ['retries'], send: count }, { send: ({ config, options }, stage) => count({ config: { retryOptions: { maxRetries: 0 }, ...config }, options }, stage) }],
} satisfies Proof
