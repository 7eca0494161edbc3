import type { Proof } from '../proof.js'

export default {
  model: 'cockatiel.json',
  scenes: [
    {
      rows: ['deadline'],
      send: async ({ awaited }, stage) => {
        const { timeout, TimeoutStrategy } = await stage.load()
        return timeout(150, TimeoutStrategy.Aggressive).execute(() => awaited)
      },
    },
    {
      rows: ['bound timeout'],
      send: async ({ duration }, stage) => {
        const { noop, timeout, TimeoutStrategy } = await stage.load()
        return (duration === undefined ? noop : timeout(duration, TimeoutStrategy.Aggressive)).execute(() => new Promise(() => {}))
      },
    },
    {
      speed: 1,
      send: async ({ options, run }, stage) => {
        const { retry, handleAll } = await stage.load()
        return retry(handleAll, options).execute(run)
      },
    },
  ],
} satisfies Proof
