import type { Given, Proof, Stage } from '../proof.js'

/** Adds a task that never settles. */
async function add({ config, options }: Given, stage: Stage): Promise<unknown> {
  const { default: PQueue } = await stage.load()
  const Queue = typeof PQueue === 'function' ? PQueue : PQueue.default
  return new Queue(config).add(() => new Promise(() => {}), options)
}

export default {
  model: 'p-queue.json',
  hot: true,
  scenes: [
    { rows: ['deadline'], send: (given, stage) => add({ ...given, options: { timeout: 150 } }, stage) },
    { rows: ['bound timeout', 'default timeout'], send: add },
  ],
} satisfies Proof
