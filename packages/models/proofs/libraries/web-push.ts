import { createECDH, randomBytes } from 'node:crypto'
import { plain } from '../plain.js'
import type { Proof } from '../proof.js'

const browser = createECDH('prime256v1')
const keys = { p256dh: browser.generateKeys('base64url'), auth: randomBytes(16).toString('base64url') }

export default {
  model: 'web-push.json',
  hot: true,
  scenes: [{ arguments: peer => ({ subscription: { endpoint: 'https://push.example/1', keys }, payload: 'Hello', options: { agent: plain(peer) } }) }],
} satisfies Proof
