import { installClock } from './clock.js'
import { proofNamed } from './libraries.js'
import { run } from './run.js'

// Started by `prove.ts` for one proof: a library that hangs or ends the process costs only its own.
const clock = installClock()
const [name, hot] = process.argv.slice(2)
process.on('uncaughtException', error => console.error(`${name}: thrown where nobody waits: ${error.message}`))
// Real servers that a proof has started end with this process, however it ends.
process.on('SIGTERM', () => process.exit(1))
process.on('disconnect', () => process.exit(1))
process.on('unhandledRejection', error => console.error(`${name}: rejected where nobody waits: ${String(error)}`))
// What waits for a silent peer does not keep the process.
setInterval(() => {}, 60_000)
try {
  process.send!({ runs: await run(await proofNamed(name!), { hot: hot === 'hot', clock }) }, () => process.exit())
} catch (error) {
  process.send!({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }, () => process.exit())
}
