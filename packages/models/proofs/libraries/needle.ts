import type { Proof } from '../proof.js'

export default {
  model: 'needle.json',
  hot: true,
  scenes: [
    {
      calls: ['needle.get(url, options, callback)'],
      undo: async stage => void (await stage.load()).default.defaults({ open_timeout: 10_000, response_timeout: 0, read_timeout: 0 }),
    },
  ],
} satisfies Proof
