import { plain } from '../plain.js'
import type { Proof } from '../proof.js'

export default {
  model: 'twitter-api-v2.json',
  hot: true,
  scenes: [{ calls: ['v2.get(url, query, options)'], made: { twitter: 'module.TwitterApi(tokens, settings)' }, arguments: peer => ({ tokens: 'token', settings: { httpAgent: plain(peer) }, url: 'users/me', query: {}, options: {} }) }],
} satisfies Proof
