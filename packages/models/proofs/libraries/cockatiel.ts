import type { Proof } from '../proof.js'

export default {
  model: 'cockatiel.json',
  scenes: [
    {
      speed: 1,
      send: async ({ options, run }, stage) => {
        const { retry, handleAll } = await stage.load()
        return retry(handleAll, options).execute(run)
      },
    },
  ],
} satisfies Proof
