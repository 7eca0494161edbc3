import type { EventEmitter } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'

/** A peer on this machine that accepts connections and never says a word. */
export async function silentPeer(): Promise<{ url: string; close: () => void }> {
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.resume()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const close = () => {
    for (const socket of sockets) socket.destroy()
    server.close()
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close }
}

/** Whether an operation has come to its end, well or badly, by a time in ms. */
export async function ended(result: unknown, by: number): Promise<boolean> {
  const timer = new AbortController()
  const late = new Promise<boolean>(resolve => {
    const id = setTimeout(resolve, by, false)
    timer.signal.addEventListener('abort', () => clearTimeout(id))
  })
  const done = await Promise.race([settled(result).then(() => true), late])
  timer.abort()
  return done
}

function settled(result: unknown): Promise<unknown> {
  if (isObject(result) && 'then' in result) return Promise.resolve(result as PromiseLike<unknown>).catch(() => {})
  if (isEmitter(result)) return new Promise(resolve => ['error', 'close', 'done', 'err'].forEach(event => result.on(event, resolve)))
  throw new Error('neither a promise nor an emitter')
}

/** Whether something gives events. */
export function isEmitter(value: unknown): value is EventEmitter {
  return isObject(value) && 'on' in value && 'emit' in value
}

/** Some come from outside the realm of the test, so `instanceof` does not tell. */
function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
}
