import { Writable } from 'node:stream'
import type { Caller, Ran } from './messages.js'

/** What is written to a stream of this process, for somebody else's. */
class Taken extends Writable {
  readonly parts: string[] = []

  constructor(readonly isTTY: boolean) {
    super({ decodeStrings: false })
  }

  override _write(chunk: string | Buffer, _encoding: string, done: () => void): void {
    this.parts.push(String(chunk))
    done()
  }
}

/** Runs something in the place of a caller: in his folder, with his environment, and what is printed is his. */
export async function inPlaceOf({ cwd, env, terminal }: Caller, run: () => Promise<number>): Promise<Ran> {
  const own = { env: process.env, stdout: Object.getOwnPropertyDescriptor(process, 'stdout')!, stderr: Object.getOwnPropertyDescriptor(process, 'stderr')! }
  // Progress is for who waits, and here nobody does for long.
  const [out, err] = [new Taken(terminal), new Taken(false)]
  try {
    process.chdir(cwd)
    process.env = env
    Object.defineProperty(process, 'stdout', { value: out, configurable: true })
    Object.defineProperty(process, 'stderr', { value: err, configurable: true })
    const code = await run()
    return { code, out: out.parts.join(''), err: err.parts.join('') }
  } finally {
    process.chdir('/')
    process.env = own.env
    Object.defineProperty(process, 'stdout', own.stdout)
    Object.defineProperty(process, 'stderr', own.stderr)
  }
}
