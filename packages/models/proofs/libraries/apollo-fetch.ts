import type { Proof } from '../proof.js'

export default {
  model: 'apollo-fetch.json',
  hot: true,
  scenes: [{
    send: async (_, stage) => {
      const { createApolloFetch } = await stage.load()
      return createApolloFetch({ uri: `${stage.peer.url}/graphql` })({ query: '{ orders { id } }' })
    },
  }],
} satisfies Proof
