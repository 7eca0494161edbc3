import { proofNamed } from './libraries.js'
import { run } from './run.js'

// Started by the tests for a share of the proofs: the quick half of each, one after the other, because what one library sets for a whole process another would find there.
process.on('disconnect', () => process.exit(1))
// What waits for a silent peer does not keep the process.
setInterval(() => {}, 60_000)
for (const name of process.argv.slice(2)) {
  const told = await run(await proofNamed(name), { hot: true }).then(runs => ({ name, runs }), (error: Error) => ({ name, error: error.stack ?? error.message }))
  await new Promise(resolve => process.send!(told, resolve))
}
process.exit()
