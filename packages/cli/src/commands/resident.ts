import { resolve } from 'node:path'
import { harmless } from '@bulkhead/gate'
import { FAILED, PASSED } from '../exit-codes.js'
import { addressOf } from '../resident/address.js'
import { reached } from '../resident/client.js'
import { received, send, type Status } from '../resident/messages.js'

/** Tells whether a process has a repository open, or ends it. */
export async function resident(what: 'status' | 'stop', directory: string): Promise<number> {
  const root = resolve(directory)
  const socket = await reached(addressOf(root))
  if (!socket) {
    process.stdout.write(`No process has ${harmless(root)} open.\n`)
    return what === 'stop' ? PASSED : FAILED
  }
  send(socket, { ask: what })
  const { pid, age, runs, memory } = await received<Status>(socket)
  socket.destroy()
  process.stdout.write(what === 'stop'
    ? `Ended process ${pid}, which had ${harmless(root)} open.\n`
    : `Process ${pid} has ${harmless(root)} open: for ${Math.round(age / 60_000)} min, ${runs} ${runs === 1 ? 'check' : 'checks'}, ${Math.round(memory / 1024 / 1024)} MB.\n`)
  return PASSED
}
