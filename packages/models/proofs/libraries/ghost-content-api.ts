import type { Proof } from '../proof.js'

export default {
  model: 'ghost-content-api.json',
  scenes: [{ calls: ['ghost.posts.browse(values)'], arguments: ({ url }) => ({ config: { url, key: '22444f78447824223cefc48062', version: 'v5.0' }, values: {} }) }],
} satisfies Proof
