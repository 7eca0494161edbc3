import { throughFetch } from '../plain.js'
import type { Proof } from '../proof.js'

export default {
  model: 'lemonsqueezy.json',
  scenes: [
    {
      send: async (_, stage) => {
        const { lemonSqueezySetup, listStores } = await stage.load()
        lemonSqueezySetup({ apiKey: 'key' })
        // It gives what failed instead of throwing it.
        return throughFetch(stage.peer, () => listStores())
      },
    },
  ],
} satisfies Proof
