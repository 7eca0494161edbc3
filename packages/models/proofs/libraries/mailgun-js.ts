import type { Peer } from '../peer.js'
import type { Proof } from '../proof.js'

const config = ({ host, port }: Peer) => ({ apiKey: 'key', domain: 'shop.example', host, port, protocol: 'http:' })

export default {
  model: 'mailgun-js.json',
  scenes: [{ calls: ['mailgun.get(path, message, callback)'], arguments: peer => ({ config: config(peer), path: '/domains', message: {} }) }],
} satisfies Proof
