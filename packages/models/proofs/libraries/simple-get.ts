import type { Proof } from '../proof.js'

export default {
  model: 'simple-get.json',
  hot: true,
  scenes: [{ calls: ['module.concat(options, callback)'], arguments: ({ url }) => ({ options: { url }, callback: () => {} }) }],
} satisfies Proof
