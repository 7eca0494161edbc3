import { createServer } from 'node:net'
import { listening, type Peer } from './peer.js'

/** A server of a protocol of lines: it greets, and answers each line as it is told to, or not at all. */
export function talking(greeting: string, answer: (line: string) => string | undefined): Promise<Peer> {
  return listening(createServer(socket => {
    socket.on('error', () => {}).write(`${greeting}\r\n`)
    let rest = ''
    socket.on('data', chunk => {
      const lines = (rest + chunk.toString()).split('\r\n')
      rest = lines.pop()!
      for (const line of lines) {
        const said = answer(line)
        if (said !== undefined) socket.write(`${said}\r\n`)
      }
    })
  }))
}

/** A server of IMAP that lets anyone in, and never says a word once it is asked for anything else. */
export function mailbox(): Promise<Peer> {
  return talking('* OK [CAPABILITY IMAP4rev1] ready', line => {
    const [tag, command] = line.split(' ')
    if (command?.toUpperCase() === 'CAPABILITY') return `* CAPABILITY IMAP4rev1\r\n${tag} OK done`
    if (command?.toUpperCase() === 'LOGIN') return `${tag} OK [CAPABILITY IMAP4rev1] welcome`
    if (['NAMESPACE', 'LIST'].includes(command?.toUpperCase() ?? '')) return `${tag} OK done`
    return undefined
  })
}
