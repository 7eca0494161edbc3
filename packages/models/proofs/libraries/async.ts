import { promisify } from 'node:util'
import type { Proof } from '../proof.js'

export default {
  model: 'async.json',
  hot: true,
  scenes: [
    {
      // A function that never settles is given to what makes the client, and the client is called.
      send: async (_, stage) => {
        const { default: async } = await stage.load()
        return promisify(async.timeout(async () => new Promise(() => {}), 150))()
      },
    },
  ],
} satisfies Proof
