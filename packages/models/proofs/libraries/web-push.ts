import https from 'node:https'
import { connect } from 'node:net'
import { createECDH, randomBytes } from 'node:crypto'
import type { Peer } from '../peer.js'
import type { Proof } from '../proof.js'

const browser = createECDH('prime256v1')
const keys = { p256dh: browser.generateKeys('base64url'), auth: randomBytes(16).toString('base64url') }

/** It sends to nothing but TLS; the peers speak without. */
function plain({ host, port }: Peer): https.Agent {
  return Object.assign(new https.Agent(), { createConnection: () => connect(port, host) })
}

export default {
  model: 'web-push.json',
  hot: true,
  scenes: [{ arguments: peer => ({ subscription: { endpoint: 'https://push.example/1', keys }, payload: 'Hello', options: { agent: plain(peer) } }) }],
} satisfies Proof
