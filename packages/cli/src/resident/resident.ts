import { lstatSync, renameSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { getHeapStatistics } from 'node:v8'
import { main } from '../main.js'
import { addressOf } from './address.js'
import { Ahead, lookAtStaged, type StagedQuestion } from './ahead.js'
import { inPlaceOf } from './caller.js'
import { reached } from './client.js'
import { KeptRepository } from './kept.js'
import { received, send, type Request } from './messages.js'

const LOOKS_EVERY = 5000

/** Beyond this part of what a process may hold, a new one is better. */
const FULL = 0.7

/** Has one repository open for all who ask, and ends by itself. */
export class Resident {
  private readonly address: string
  private readonly kept = new KeptRepository()
  private readonly started = Date.now()
  private readonly server: Server
  private readonly ahead = new Ahead(question => { this.last = this.last.then(() => this.prepare(question)) })
  private runs = 0
  private asked = Date.now()
  private last: Promise<void> = Promise.resolve()
  private place: number | undefined

  /** `idle`: milliseconds in which nobody asks. */
  constructor(private readonly root: string, private readonly idle: number) {
    this.address = addressOf(root)
    this.server = createServer(client => {
      // Whoever has gone away needs no answer.
      client.on('error', () => {})
      received<Request>(client).then(request => {
        // One after the other: the folder and the environment of a process are those of one caller at a time.
        this.last = this.last.then(() => this.answer(request, client))
      }, () => {})
    })
  }

  /** Serves until nobody asks any more; ends at once where another process serves already. */
  async serve(): Promise<void> {
    process.title = 'bulkhead resident'
    process.on('exit', () => this.kept.dismiss())
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit())
    if (!await this.listens()) process.exit()
    setInterval(() => this.look(), Math.min(LOOKS_EVERY, this.idle))
  }

  private async answer(request: Request, client: Socket): Promise<void> {
    this.asked = Date.now()
    try {
      if (request.ask === 'run') {
        this.runs++
        send(client, await inPlaceOf(request.caller, () => main(request.caller.args, this.kept)))
        if (this.kept.staged) void this.ahead.follow({ ...this.kept.staged, caller: request.caller })
      } else send(client, { pid: process.pid, root: this.root, age: Date.now() - this.started, runs: this.runs, memory: process.memoryUsage().rss })
    } catch {
      client.destroy()
    }
    this.asked = Date.now()
    const { used_heap_size, heap_size_limit } = getHeapStatistics()
    if (request.ask === 'stop' || used_heap_size > heap_size_limit * FULL) this.end(client)
  }

  /** Gets ready for a question that is about to be asked. What goes wrong is told to who asks it. */
  private async prepare(question: StagedQuestion): Promise<void> {
    const { GIT_INDEX_FILE: _own, ...env } = question.caller.env
    await inPlaceOf({ ...question.caller, env }, async () => {
      await lookAtStaged(question, this.kept)
      return 0
    }).catch(() => {})
  }

  /** Leaves when nobody has asked for a while, or nobody can find the way any more. */
  private look(): void {
    if (Date.now() - this.asked > this.idle || this.place !== placeOf(this.address) || placeOf(this.root) === undefined) this.end()
  }

  private end(client?: Socket): void {
    this.server.close()
    if (client && !client.destroyed) client.end(() => process.exit())
    else process.exit()
  }

  /** Answers false where another process listens. */
  private async listens(): Promise<boolean> {
    for (let attempt = 0; attempt < 5; attempt++) {
      if (await this.bound()) {
        this.place = placeOf(this.address)
        return true
      }
      const stale = placeOf(this.address)
      if (await answers(this.address)) return false
      removeStale(this.address, stale)
    }
    return false
  }

  private bound(): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const refused = (error: NodeJS.ErrnoException): void => { if (error.code === 'EADDRINUSE') resolve(false); else reject(error) }
      this.server.once('error', refused)
      this.server.listen(this.address, () => {
        this.server.off('error', refused)
        resolve(true)
      })
    })
  }
}

/** Whether somebody listens. Between being bound and listening there is a moment in which nobody can be reached, so it is tried again. */
async function answers(address: string): Promise<boolean> {
  for (let attempt = 0; attempt < 3; attempt++, await pause(30)) {
    const other = await reached(address)
    other?.destroy()
    if (other) return true
  }
  return false
}

/** Takes away what a process left that was killed; by another name first, because another one may have come to listen there. */
function removeStale(address: string, stale: number | undefined): void {
  const aside = `${address}.${process.pid}`
  try {
    renameSync(address, aside)
    if (placeOf(aside) === stale) rmSync(aside, { force: true })
    else renameSync(aside, address)
  } catch {
    // Somebody else was quicker.
  }
}

/** What tells one file from another at the same path; undefined where there is none. Pipes of Windows have no place, and one name for one process. */
function placeOf(path: string): number | undefined {
  if (path.startsWith('\\\\.\\pipe\\')) return 0
  return lstatSync(path, { throwIfNoEntry: false })?.ino
}
