import type { Proof } from '../proof.js'

export default {
  model: 'resend.json',
  hot: true,
  scenes: [{ calls: ['resend.emails.send(message, options)'], arguments: peer => ({ key: 'key', config: { baseUrl: peer.url }, message: { from: 'a@b.example', to: 'c@d.example', subject: 'Hello', text: 'Hello' } }) }],
} satisfies Proof
