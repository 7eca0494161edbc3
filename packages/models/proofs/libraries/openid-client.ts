import type { Proof } from '../proof.js'

export default {
  model: 'openid-client.json',
  scenes: [
    {
      send: async ({ options }, stage) => {
        const { allowInsecureRequests, discovery } = await stage.load()
        return discovery(new URL(stage.peer.url), 'id', {}, undefined, { ...options, execute: [allowInsecureRequests] })
      },
    },
  ],
} satisfies Proof
