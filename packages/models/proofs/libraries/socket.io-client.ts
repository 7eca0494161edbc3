import type { Proof } from '../proof.js'

export default {
  model: 'socket.io-client.json',
  hot: true,
  scenes: [
    {
      send: async ({ limit, options }, stage) => {
        const { io } = await stage.load()
        const socket = io(stage.peer.url, options)
        stage.after(() => socket.disconnect())
        return (limit === undefined ? socket : socket.timeout(limit)).emitWithAck('order', { id: 1 })
      },
    },
  ],
} satisfies Proof
