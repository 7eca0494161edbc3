import type { Proof } from '../proof.js'

export default {
  model: 'trpc-client.json',
  hot: true,
  scenes: [
    {
      send: async ({ options }, stage) => {
        const { createTRPCClient, httpLink } = await stage.load()
        return createTRPCClient({ links: [httpLink({ url: stage.peer.url })] }).orders.list.query({ page: 1 }, options)
      },
    },
  ],
} satisfies Proof
