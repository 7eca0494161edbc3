import type { Proof } from '../proof.js'

export default {
  model: 'node-http.json',
  hot: true,
  scenes: [{ calls: ['module.get(url, options, callback)'] }],
} satisfies Proof
