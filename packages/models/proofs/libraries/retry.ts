import type { Given, Proof, Stage } from '../proof.js'

/** Tries until the library says that it is enough. */
async function attempt({ options, run }: Given, stage: Stage): Promise<unknown> {
  const { default: retry } = await stage.load()
  const operation = retry.operation(options)
  return new Promise((_, reject) =>
    operation.attempt(() => {
      Promise.resolve(run()).catch((error: Error) => {
        if (!operation.retry(error)) reject(operation.mainError() as Error)
      })
    }),
  )
}

export default { model: 'retry.json', scenes: [{ speed: 1000, send: attempt }] } satisfies Proof
