import type { Socket } from 'node:net'

/** What the one who called is like: what a command can tell of where it runs. */
export interface Caller {
  args: readonly string[]
  cwd: string
  env: Record<string, string>
  /** Whether standard output is a person's terminal. */
  terminal: boolean
}

/** What the process that stays is asked. */
export type Request = { ask: 'run'; caller: Caller } | { ask: 'status' | 'stop' }

/** What a command would have left behind. */
export interface Ran {
  code: number
  out: string
  err: string
}

/** How the process that stays is doing. */
export interface Status {
  pid: number
  root: string
  /** Milliseconds since it started. */
  age: number
  /** How often it was asked to run something. */
  runs: number
  /** Bytes. */
  memory: number
}

/** Sends one message: a line of JSON. */
export function send(socket: Socket, message: Request | Ran | Status): void {
  socket.write(`${JSON.stringify(message)}\n`)
}

/** The first message that comes; rejects where the other side goes away before. */
export function received<T>(socket: Socket): Promise<T> {
  return new Promise((resolve, reject) => {
    const parts: string[] = []
    socket.setEncoding('utf8')
    socket.on('data', (text: string) => {
      parts.push(text)
      if (text.endsWith('\n')) resolve(JSON.parse(parts.join('')) as T)
    })
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('it went away')))
  })
}
