import type { Proof } from '../proof.js'

export default {
  model: 'follow-redirects.json',
  hot: true,
  scenes: [{ calls: ['module.http.get(url, options, callback)'] }],
} satisfies Proof
