import type { ChildProcess } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'

/** Waits until a server that was started answers; false where it ends instead. */
export async function answers(url: string, server: ChildProcess): Promise<boolean> {
  for (let tries = 0; tries < 300 && server.exitCode === null; tries++) {
    if (await fetch(url, { signal: AbortSignal.timeout(1000) }).then(() => true, () => false)) return true
    await setTimeout(100)
  }
  return false
}

/** A port of loopback that nobody has. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
