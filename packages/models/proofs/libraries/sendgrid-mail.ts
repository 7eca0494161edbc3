import mail from '@sendgrid/mail'
import type { Peer } from '../peer.js'
import type { Proof } from '../proof.js'

/** What it sends with, which its types do not tell of. */
const { client } = mail as unknown as { client: { setDefaultRequest(name: string, value: unknown): void } }

/** One client serves the whole process, and is told where to send before each call. */
function told({ url }: Peer) {
  mail.setApiKey('SG.key')
  client.setDefaultRequest('baseUrl', `${url}/`)
  return { message: { to: 'a@b.example', from: 'c@d.example', subject: 'Hello', text: 'Hello' } }
}

export default { model: 'sendgrid-mail.json', scenes: [{ calls: ['mail.send(message)'], arguments: told, undo: () => client.setDefaultRequest('timeout', undefined) }] } satisfies Proof
