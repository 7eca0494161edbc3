import { createServer } from 'node:net'
import { listening } from '../peer.js'
import type { Proof } from '../proof.js'

/** Lets anyone in, and never says a word once it is asked how large a file is. */
const closeMouthed = () =>
  listening(createServer(socket => {
    socket.on('error', () => {}).write('220 ftp.example\r\n')
    socket.on('data', chunk => {
      if (!chunk.toString().startsWith('SIZE')) socket.write('200 Well.\r\n')
    })
  }))

export default {
  model: 'basic-ftp.json',
  hot: true,
  scenes: [
    {
      peer: closeMouthed,
      send: async ({ limit }, stage) => {
        const { Client } = await stage.load()
        const ftp = new Client(...(limit === undefined ? [] : [limit]))
        stage.after(() => ftp.close())
        await ftp.access({ host: stage.peer.host, port: stage.peer.port })
        return ftp.size('orders.csv')
      },
    },
  ],
} satisfies Proof
