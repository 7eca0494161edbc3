import type { Peer } from '../peer.js'
import type { Proof } from '../proof.js'

const given = ({ url }: Peer, more: object = { maxRetries: 0 }) => ({ config: { apiKey: 'key', baseUrl: url, ...more }, request: { subject: 'Receipt', to: [{ email: 'a@shop.example' }] }, options: {} })

export default {
  model: 'brevo.json',
  scenes: [{ calls: ['brevo.transactionalEmails.sendTransacEmail(request, options)'], arguments: peer => given(peer), retrying: peer => given(peer, {}) }],
} satisfies Proof
