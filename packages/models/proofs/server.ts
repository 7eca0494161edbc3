import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Peer } from './peer.js'

/** How a real server is started on this machine. */
export interface Recipe {
  /** What a reader calls it. */
  name: string
  /** The program, by names and paths under which it may be found. The first that is there is used. */
  programs: string[]
  /** Where else to look, beside PATH. */
  folders?: string[]
  /** Commands to run first, each with its arguments. */
  prepare?: (at: Place) => string[][]
  arguments: (at: Place) => string[]
  environment?: (at: Place) => Record<string, string>
  /** Run under this user and group, where it refuses to run as root. Default: whoever runs the proofs, or 65534 with `unprivileged`. */
  unprivileged?: true
  /** Commands to run when it has ended, for what it leaves running. */
  finish?: (at: Place) => string[][]
  /** Whether it can be used. Default: it accepts a connection. */
  ready?: (at: Place) => Promise<boolean>
  /** How long it may take to get ready. Default: 30 s. */
  patience?: number
}

/** Where a server lives: a folder of its own that is removed at the end, and a port that was free. */
export interface Place {
  program: string
  folder: string
  port: number
}

/** Thrown where a proof needs a program that is not on this machine: the rows are then skipped by name. */
export class Absent extends Error {
  override name = 'Absent'
}

const NOBODY = 65_534

/** Starts a real server in a folder of its own, waits until it is ready, and ends it with `close`. */
export async function server(recipe: Recipe): Promise<Peer> {
  const program = find(recipe)
  if (program === undefined) throw new Absent(`no ${recipe.name} server on this machine`)
  const at = { program, folder: mkdtempSync(join(tmpdir(), 'bulkhead-proof-')), port: await freePort() }
  const as = recipe.unprivileged && process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}
  if ('uid' in as) chownSync(at.folder, NOBODY, NOBODY)
  const options = { cwd: at.folder, env: { ...process.env, HOME: at.folder, TMPDIR: at.folder, ...recipe.environment?.(at) }, ...as }
  for (const [command, ...rest] of recipe.prepare?.(at) ?? []) {
    await promisify(execFile)(command!, rest, options).catch((error: Error) => {
      throw new Error(`${recipe.name} cannot be prepared: ${error.message.slice(-500)}`)
    })
  }
  const child = spawn(program, recipe.arguments(at), { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2000)))
  const close = () => {
    stop(child)
    for (const [command, ...rest] of recipe.finish?.(at) ?? []) spawnSync(command!, rest, options)
    rmSync(at.folder, { recursive: true, force: true, maxRetries: 5 })
  }
  process.once('exit', close)
  for (let waited = 0; !(await (recipe.ready ?? accepts)(at).catch(() => false)); waited += 100) {
    if (child.exitCode === null && waited < (recipe.patience ?? 30_000)) await new Promise(resolve => setTimeout(resolve, 100))
    else {
      close()
      throw new Error(`${recipe.name} does not get ready: ${said.trim().slice(-500)}`)
    }
  }
  return { host: '127.0.0.1', port: at.port, url: `http://127.0.0.1:${at.port}`, seen: [], connections: () => 0, close }
}

function find({ programs, folders = [] }: Recipe): string | undefined {
  const path = [...(process.env['PATH'] ?? '').split(':'), ...folders]
  return programs.flatMap(name => (name.startsWith('/') ? [name] : path.map(folder => join(folder, name)))).find(existsSync)
}

/** The group of processes that it leads, so that its workers end too. */
function stop(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>(resolve => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise(resolve => probe.close(resolve))
  return port
}

function accepts({ port }: Place): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => done(true)).on('error', () => done(false))
    const done = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
  })
}
