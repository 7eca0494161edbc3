import { silent } from '../peer.js'
import type { Proof } from '../proof.js'
import { FREEZE, freezing, rabbitmq } from '../servers.js'

export default {
  model: 'amqplib.json',
  patience: 300_000,
  scenes: [
    {
      rows: ['bound connect', 'default connect', 'ineffective'],
      peer: silent,
      send: async ({ options, url }, stage) => (await stage.load()).connect({ hostname: stage.peer.host, port: stage.peer.port, ...(typeof url === 'object' ? url : {}) }, options),
    },
    {
      peer: () => freezing(rabbitmq()),
      send: async ({ url }, stage) => {
        const connection = await (await stage.load()).connect({ hostname: stage.peer.host, port: stage.peer.port, ...(typeof url === 'object' ? url : {}) })
        connection.on('error', () => {})
        const channel = await connection.createConfirmChannel()
        channel.on('error', () => {})
        channel.publish('', 'nobody', Buffer.from(FREEZE))
        return channel.waitForConfirms()
      },
    },
  ],
  unproven: { idempotency: 'the broker keeps it for whoever consumes the message' },
} satisfies Proof
