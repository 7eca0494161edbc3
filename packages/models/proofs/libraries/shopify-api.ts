import type { Proof, Stage } from '../proof.js'

/** It sends to the domain of a shop alone, so what it fetches with leads to the peer. */
async function shopify(stage: Stage) {
  await stage.load('@shopify/shopify-api/adapters/node')
  const { setAbstractFetchFunc } = await stage.load('@shopify/shopify-api/runtime')
  const { shopifyApi, ApiVersion } = await stage.load()
  setAbstractFetchFunc((url: string, init: RequestInit) => fetch(`${stage.peer.url}${new URL(url).pathname}`, init))
  return shopifyApi({ apiKey: 'key', apiSecretKey: 'secret', hostName: '127.0.0.1', isEmbeddedApp: false, logger: { log() {} }, apiVersion: Object.values(ApiVersion)[0] })
}

const session = { shop: 'orders.myshopify.com', accessToken: 'token' }

export default {
  model: 'shopify-api.json',
  scenes: [
    { rows: ['ineffective params.timeout'], send: async ({ params }, stage) => new (await shopify(stage)).clients.Rest({ session }).get({ path: 'orders', ...params }) },
    { send: async ({ options }, stage) => new (await shopify(stage)).clients.Graphql({ session }).request('{ shop { name } }', options) },
  ],
} satisfies Proof
