import { createServer } from 'node:net'
import { listening } from '../peer.js'
import type { Proof } from '../proof.js'

const message = { from: 'a@b.example', to: 'c@d.example', subject: 'Hello', text: 'Hello' }
/** Greets, and never says another word. */
const greeting = () => listening(createServer(socket => void socket.on('error', () => {}).resume().write('220 mail.example\r\n')))

export default {
  model: 'nodemailer.json',
  installed: [{ nodemailer: 'nodemailer-2' }, {}],
  hot: true,
  scenes: [
    { rows: ['bound connect', 'default connect'], arguments: ({ host, port }) => ({ config: { host, port }, message }) },
    { rows: ['retries'], arguments: ({ host, port }) => ({ config: { host, port }, message }) },
    { peer: greeting, arguments: ({ host, port }) => ({ config: { host, port }, message }) },
  ],
} satisfies Proof
