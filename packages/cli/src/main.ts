import { CommanderError } from 'commander'
import { NO_VERDICT, PASSED } from './exit-codes.js'
import { bulkhead } from './program.js'
import type { Source } from './source.js'

/** Runs one command and answers with the exit code. Never rejects. `source`: from where it has its engines. */
export async function main(args: readonly string[], source?: Source): Promise<number> {
  // A reader that has seen enough (`| head`) is no failure of ours.
  process.stdout.on('error', error => { if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error })
  const outcome = { code: PASSED }
  const program = bulkhead(outcome, source)
  try {
    await program.parseAsync(args, { from: 'user' })
    return outcome.code
  } catch (error) {
    // Commander has said it already: help and version are answers, everything else is wrong usage.
    if (error instanceof CommanderError) return error.exitCode === 0 ? PASSED : NO_VERDICT
    const { told } = await import('./trouble.js')
    process.stderr.write(told(error, { debug: program.opts()['debug'] === true || Boolean(process.env['BULKHEAD_DEBUG']) }))
    return NO_VERDICT
  }
}
