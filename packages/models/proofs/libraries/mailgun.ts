import type { Proof } from '../proof.js'

export default {
  model: 'mailgun.json',
  hot: true,
  scenes: [{ calls: ['mailgun.domains.list(query)'], arguments: peer => ({ form: FormData, config: { username: 'api', key: 'key', url: peer.url } }) }],
} satisfies Proof
