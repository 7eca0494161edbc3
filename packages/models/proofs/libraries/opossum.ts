import type { Given, Proof, Stage } from '../proof.js'

/** Fires a breaker whose function never settles. */
async function fire({ options }: Given, stage: Stage): Promise<unknown> {
  const { default: CircuitBreaker } = await stage.load()
  return new CircuitBreaker(() => new Promise(() => {}), options).fire()
}

export default {
  model: 'opossum.json',
  hot: true,
  scenes: [
    { rows: ['deadline breaker.fire(...args)'], send: (given, stage) => fire({ ...given, options: { timeout: 150 } }, stage) },
    {
      rows: ['deadline breaker.call(context, ...args)'],
      send: async (_, stage) => {
        const { default: CircuitBreaker } = await stage.load()
        return new CircuitBreaker(() => new Promise(() => {}), { timeout: 150 }).call({})
      },
    },
    { rows: ['default timeout', 'bound timeout'], send: fire },
  ],
} satisfies Proof
