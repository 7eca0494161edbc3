import type { Proof } from '../proof.js'

export default {
  model: 'apollo-client.json',
  installed: [{ '@apollo/client': 'apollo-client-3' }, {}],
  modules: ['@apollo/client/core'],
  hot: true,
  scenes: [
    {
      arguments: ({ url }) => ({ settings: { uri: url } }),
      send: async ({ config, call, settings }, stage) => {
        const { ApolloClient, InMemoryCache, HttpLink, gql } = await stage.load()
        const client = new ApolloClient({ link: new HttpLink(settings), cache: new InMemoryCache(), ...config })
        return client.query({ query: gql`{ orders { id } }`, fetchPolicy: 'no-cache', ...call })
      },
    },
  ],
} satisfies Proof
