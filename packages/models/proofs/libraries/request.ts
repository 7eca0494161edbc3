import type { Proof } from '../proof.js'

export default {
  model: 'request.json',
  hot: true,
  scenes: [{ calls: ['request.get(url, options, callback)'] }],
} satisfies Proof
