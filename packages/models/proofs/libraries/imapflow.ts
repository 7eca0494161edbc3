import { silent } from '../peer.js'
import type { Given, Proof, Stage } from '../proof.js'
import { mailbox } from '../talking.js'

async function client({ config }: Given, stage: Stage) {
  const { ImapFlow } = await stage.load()
  const imap = new ImapFlow({ host: stage.peer.host, port: stage.peer.port, auth: { user: 'shop', pass: 'none' }, logger: false, ...config })
  imap.on('error', () => {})
  stage.after(() => imap.close())
  return imap
}

export default {
  model: 'imapflow.json',
  scenes: [
    { rows: ['bound connect', 'default connect'], peer: silent, send: async (given, stage) => (await client(given, stage)).connect() },
    {
      peer: mailbox,
      limit: 300,
      send: async (given, stage) => {
        const imap = await client(given, stage)
        await imap.connect()
        return imap.mailboxOpen('INBOX')
      },
    },
  ],
} satisfies Proof
