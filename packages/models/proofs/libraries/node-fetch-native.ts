import type { Proof } from '../proof.js'

export default {
  model: 'node-fetch-native.json',
  hot: true,
  scenes: [{ calls: ['module.fetch(url, init)'] }],
} satisfies Proof
