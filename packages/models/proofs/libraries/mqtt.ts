import { silent } from '../peer.js'
import type { Proof } from '../proof.js'
import { FREEZE, freezing, mosquitto } from '../servers.js'

export default {
  model: 'mqtt.json',
  scenes: [
    { rows: ['bound connect', 'default connect'], peer: silent, send: async ({ config }, stage) => (await stage.load()).connectAsync({ host: stage.peer.host, port: stage.peer.port, ...config }, false) },
    {
      peer: () => freezing(mosquitto()),
      send: async ({ config }, stage) => {
        const client = await (await stage.load()).connectAsync({ host: stage.peer.host, port: stage.peer.port, ...config })
        client.on('error', () => {})
        stage.after(() => client.end(true))
        return client.publishAsync('orders', FREEZE, { qos: 1 })
      },
    },
  ],
  unproven: { retries: 'it connects again behind the calls, and tells them nothing of it' },
} satisfies Proof
