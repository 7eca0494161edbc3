import type { Proof } from '../proof.js'

export default {
  model: 'urql-core.json',
  hot: true,
  scenes: [
    {
      send: async ({ config, context, url }, stage) => {
        const { Client, fetchExchange, gql } = await stage.load()
        return new Client({ url, preferGetMethod: false, exchanges: [fetchExchange], ...config }).query(gql`{ orders { id } }`, {}, context).toPromise()
      },
    },
  ],
} satisfies Proof
