import type { Proof } from '../proof.js'

export default {
  model: 'libsql-client.json',
  scenes: [
    {
      send: async ({ config }, stage) => {
        const { createClient } = await stage.load()
        return createClient({ url: stage.peer.url, authToken: 'token', ...config }).execute('select 1')
      },
    },
  ],
} satisfies Proof
