import type { Peer } from '../peer.js'
import type { Proof } from '../proof.js'

const given = ({ url }: Peer, more: object = { maxRetries: 0 }) => ({ token: '1:token', config: { apiRoot: url, ...more }, params: {} })

export default {
  model: 'node-telegram-bot-api.json',
  hot: true,
  scenes: [{ made: { api: 'module.Api(token, config)' }, calls: ['api.getChat(params, signal)'], arguments: peer => given(peer), retrying: peer => given(peer, {}) }],
} satisfies Proof
