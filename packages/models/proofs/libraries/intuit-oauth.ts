import type { Proof } from '../proof.js'

export default {
  model: 'intuit-oauth.json',
  scenes: [
    {
      send: async (_, stage) => {
        const { default: OAuthClient } = await stage.load()
        const client = new OAuthClient({ clientId: 'id', clientSecret: 'secret', environment: 'sandbox', redirectUri: 'http://127.0.0.1/back' })
        OAuthClient.tokenEndpoint = stage.peer.url
        return client.refreshUsingToken('token')
      },
    },
  ],
} satisfies Proof
