import { createServer, type Socket } from 'node:net'
import ssh2 from 'ssh2'
import { listening, type Peer } from './peer.js'

/** Lets anyone in, and says nothing more on a connection, not even that it is alive, from the first thing on that it is asked for there: a command, or a file. */
export function frozenSsh(): Promise<Peer> {
  const server = new ssh2.Server({ hostKeys: [ssh2.utils.generateKeyPairSync('ed25519').private] })
  server.on('connection', client => {
    const freeze = () => void (client as unknown as { _sock: Socket })._sock.pause()
    client.on('error', () => {}).on('authentication', attempt => attempt.accept())
    client.on('session', accept => {
      const session = accept()
      session.on('exec', freeze).on('shell', freeze)
      session.on('sftp', open => {
        const sftp = open()
        for (const event of ['OPEN', 'STAT', 'LSTAT', 'OPENDIR', 'REALPATH', 'MKDIR', 'REMOVE'] as const) sftp.on(event, freeze)
      })
    })
  })
  return listening(createServer(socket => server.injectSocket(socket)))
}
