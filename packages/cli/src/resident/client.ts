import { spawn } from 'node:child_process'
import { connect, type Socket } from 'node:net'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { inCi } from '../terminal/ci.js'
import { addressOf } from './address.js'
import { received, send, type Ran } from './messages.js'

/** For so many milliseconds a process that was started may take to listen, and one that was asked to answer. */
const STARTS_WITHIN = 10_000
const ANSWERS_WITHIN = 120_000

/** A question makes much that is gone when it is answered; with room for it, most is never moved. */
const ROOM = '--max-semi-space-size=64'

const PROGRAM = fileURLToPath(new URL('./process.js', import.meta.url))

/** What of the environment a process needs that outlives whoever starts it. Each question brings its own. */
const NEEDED = ['PATH', 'Path', 'HOME', 'USERPROFILE', 'SYSTEMROOT', 'TMPDIR', 'TEMP', 'XDG_RUNTIME_DIR']

/** Has the process that stays run a command line with `--resident`. Undefined where this process has to do it by itself; standard error says why. Loads nothing of the command: a question is to be asked in no time. */
export async function ask(args: readonly string[]): Promise<number | undefined> {
  const root = rootIn(args)
  if (root === undefined) return undefined
  if (inCi(process.env)) return alone('--resident is left out in CI, where nobody asks twice.')
  try {
    const socket = await connected(root)
    send(socket, { ask: 'run', caller: { args, cwd: process.cwd(), env: process.env as Record<string, string>, terminal: process.stdout.isTTY === true } })
    const { code, out, err } = await inTime(received<Ran>(socket))
    socket.destroy()
    process.stdout.write(out)
    process.stderr.write(err)
    return code
  } catch (error) {
    return alone(`The resident process gave no answer (${(error as Error).message}); this one does it by itself.`)
  }
}

/** The folder that a check is about; undefined where the command is none that the process that stays may run. */
function rootIn(args: readonly string[]): string | undefined {
  const { values, positionals: [command, directory = '.'] } = parseArgs({ args: [...args], options: OPTIONS, strict: false, allowPositionals: true })
  const own = values['merge'] !== undefined || values['shard'] !== undefined || values['package'] !== undefined || values['fix-suggestions'] !== undefined || values['no-cache'] !== undefined
  return command === 'check' && !own ? resolve(directory) : undefined
}

/** The options of `check` that take a value. */
export const OPTIONS = Object.fromEntries(['format', 'output', 'group-by', 'as-of', 'since', 'shard', 'package', 'merge', 'config', 'jobs'].map(name => [name, { type: 'string' as const }]))

async function connected(root: string): Promise<Socket> {
  const address = addressOf(root)
  const there = await reached(address)
  if (there) return there
  spawn(process.execPath, [ROOM, PROGRAM, root], { detached: true, stdio: 'ignore', cwd: '/', env: pick(process.env, NEEDED), windowsHide: true }).unref()
  for (const end = Date.now() + STARTS_WITHIN; Date.now() < end; await pause(10)) {
    const started = await reached(address)
    if (started) return started
  }
  throw new Error('it did not start')
}

/** A connection to whoever listens; undefined where nobody does. */
export function reached(address: string): Promise<Socket | undefined> {
  return new Promise(done => {
    const socket = connect(address, () => done(socket))
    socket.once('error', () => done(undefined))
  })
}

async function inTime<T>(answer: Promise<T>): Promise<T> {
  const stop = new AbortController()
  try {
    return await Promise.race([answer, pause(ANSWERS_WITHIN, undefined, { signal: stop.signal }).then(() => { throw new Error('it took too long') })])
  } finally {
    stop.abort()
  }
}

function pick(all: NodeJS.ProcessEnv, names: readonly string[]): NodeJS.ProcessEnv {
  return Object.fromEntries(names.flatMap(name => all[name] === undefined ? [] : [[name, all[name]]]))
}

function alone(why: string): undefined {
  process.stderr.write(`${why}\n`)
}
