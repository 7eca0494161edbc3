import type { Proof } from '../proof.js'

export default {
  model: 'sailthru-client.json',
  scenes: [
    {
      send: async (_, stage) => {
        const { default: sailthru } = await stage.load()
        const client = sailthru.createSailthruClient('key', 'secret', { apiUrl: stage.peer.url })
        client.request.logging = false
        return new Promise((resolve, reject) => client.getSend('1', (error: Error | null, answer: unknown) => (error ? reject(error) : resolve(answer))))
      },
    },
  ],
} satisfies Proof
