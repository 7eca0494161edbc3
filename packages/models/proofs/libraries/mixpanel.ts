import type { Proof } from '../proof.js'

export default {
  model: 'mixpanel.json',
  scenes: [
    {
      send: async (_, stage) => {
        const { default: mixpanel } = await stage.load()
        const { host, port } = stage.peer
        const client = mixpanel.init('token', { host, port, protocol: 'http', keepAlive: false })
        return new Promise((resolve, reject) => client.track('ordered', { distinct_id: 'user' }, (error?: Error) => (error ? reject(error) : resolve('sent'))))
      },
    },
  ],
} satisfies Proof
