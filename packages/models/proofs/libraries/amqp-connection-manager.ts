import { silent } from '../peer.js'
import type { Proof } from '../proof.js'

export default {
  model: 'amqp-connection-manager.json',
  scenes: [
    {
      peer: silent,
      send: async ({ config, settings }, stage) => {
        const connection = (await stage.load()).connect([`amqp://${stage.peer.host}:${stage.peer.port}`])
        stage.after(() => void connection.close())
        connection.on('connectFailed', () => {})
        return connection.createChannel(config).sendToQueue('orders', Buffer.from('order'), settings)
      },
    },
  ],
  unproven: { idempotency: 'the broker keeps it for whoever consumes the message' },
} satisfies Proof
