import type { Proof } from '../proof.js'

export default {
  model: 'rss-parser.json',
  hot: true,
  scenes: [{ arguments: ({ url }) => ({ url }) }],
} satisfies Proof
