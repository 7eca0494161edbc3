import type { Proof } from '../proof.js'

export default {
  model: 'dropbox-sign.json',
  hot: true,
  scenes: [{ calls: ['accounts.accountGet(account, email, options)'], arguments: ({ url }) => ({ address: url, account: undefined, email: 'a@shop.example', options: { headers: {} } }) }],
} satisfies Proof
