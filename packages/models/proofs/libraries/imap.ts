import type { Given, Proof, Stage } from '../proof.js'
import { mailbox } from '../talking.js'

async function open({ config }: Given, stage: Stage) {
  const { default: Imap } = await stage.load()
  const imap = new Imap({ user: 'shop', password: 'none', host: stage.peer.host, port: stage.peer.port, ...config })
  stage.after(() => imap.destroy())
  return new Promise((resolve, reject) => {
    imap.once('ready', () => imap.openBox('INBOX', (error: Error | null) => (error ? reject(error) : resolve(undefined))))
    imap.once('error', reject).connect()
  })
}

export default { model: 'imap.json', scenes: [{ peer: mailbox, limit: 300, send: open }] } satisfies Proof
