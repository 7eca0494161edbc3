import { spawn } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/** Something on this machine that a library talks to. */
export interface Peer {
  host: string
  port: number
  /** `http://host:port` */
  url: string
  /** What it was asked, in order. Empty for those that do not speak HTTP. */
  seen: Seen[]
  /** How many connections it accepted. */
  connections(): number
  close(): void | Promise<void>
}

/** One request as the peer saw it. */
export interface Seen {
  method: string
  path: string
  headers: Record<string, string>
  body: string
}

/** Accepts connections and never says a word, whatever protocol is spoken to it. */
export function silent(): Promise<Peer> {
  return listening(createServer(socket => void socket.resume()))
}

/** Accepts, and resets the connection at the first word. */
export function reset(): Promise<Peer> {
  return listening(createServer(socket => void socket.once('data', () => socket.resetAndDestroy())))
}

/** A port at which nobody listens. What is counted is how often somebody tried. */
export async function refusing(): Promise<Peer> {
  const peer = await listening(createServer())
  await peer.close()
  let tries = 0
  const count = (message: unknown) => {
    const { socket } = message as { socket: Socket }
    socket.once('connectionAttempt', (_ip, port) => void (tries += Number(port === peer.port)))
  }
  subscribe('net.client.socket', count)
  return { ...peer, connections: () => tries, close: () => void unsubscribe('net.client.socket', count) }
}

/** Hears every request and answers none. */
export function hearing(): Promise<Peer> {
  return speaking(() => {})
}

/** Takes no part in the handshake of TCP: it is stopped, and the queue in front of it is full. */
export async function unanswered(): Promise<Peer> {
  const code = "const s = require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log(s.address().port))"
  const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  const port = Number(await new Promise(resolve => child.stdout.once('data', resolve)))
  child.kill('SIGSTOP')
  const waiting: Socket[] = []
  for (let answered = true; answered; ) answered = await connects(port, waiting)
  const close = () => {
    for (const socket of waiting) socket.destroy()
    child.kill('SIGKILL')
  }
  return { host: '127.0.0.1', port, url: `http://127.0.0.1:${port}`, seen: [], connections: () => 0, close }
}

function connects(port: number, waiting: Socket[]): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => resolve(true))
    socket.on('error', () => {})
    waiting.push(socket)
    setTimeout(resolve, 300, false)
  })
}

/** What `answering` says. */
export interface Answer {
  status?: number
  headers?: Record<string, string>
  body?: string
}

/** Answers every request alike and keeps what it was asked. */
export function answering({ status = 200, headers = { 'content-type': 'application/json' }, body = '{}' }: Answer = {}): Promise<Peer> {
  return speaking((_request, response) => void response.writeHead(status, headers).end(body))
}

/** Says all headers and then a byte of the body now and then, for ever. */
export function dripping(): Promise<Peer> {
  return speaking((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).write('{"a":"')
    const timer = setInterval(() => response.write('x'), 40)
    response.on('close', () => clearInterval(timer))
  })
}

/** Says all headers, the first byte of the body, and nothing more. */
export function stalling(): Promise<Peer> {
  return speaking((_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{'))
}

/** Says a byte of a header now and then, and never comes to their end. */
export function hesitating(): Promise<Peer> {
  return listening(
    createServer(socket => {
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nx-long: '))
      const timer = setInterval(() => socket.writable && socket.bytesWritten > 0 && socket.write('x'), 40)
      socket.on('close', () => clearInterval(timer)).resume()
    }),
  )
}

async function speaking(listener: RequestListener): Promise<Peer> {
  const seen: Seen[] = []
  const server = createHttpServer((request, response) => {
    const { method = '', url: path = '', headers } = request
    const one: Seen = { method, path, headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])), body: '' }
    seen.push(one)
    request.on('data', (chunk: Buffer) => (one.body += chunk.toString()))
    // A kept connection may be closed by the one side while the other sends, which would be an attempt that nobody counts.
    response.on('error', () => {}).setHeader('connection', 'close')
    request.on('end', () => listener(request, response))
  })
  return { ...(await listening(server)), seen }
}

/** What a server of any kind is to those who talk to it. */
export async function listening(server: Server): Promise<Peer> {
  const sockets = new Set<Socket>()
  let connections = 0
  server.on('connection', (socket: Socket) => {
    connections++
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () =>
    new Promise<void>(resolve => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
  return { host: '127.0.0.1', port, url: `http://127.0.0.1:${port}`, seen: [], connections: () => connections, close }
}
