import { silent } from '../peer.js'
import type { Given, Proof, Stage } from '../proof.js'
import { frozenSsh } from '../ssh.js'

/** A client that is let in, or the error that keeps it out. */
async function connected({ config }: Given, stage: Stage) {
  const { Client } = await stage.load()
  const client = new Client()
  stage.after(() => client.destroy())
  await new Promise((resolve, reject) => client.on('ready', resolve).on('error', reject).connect({ host: stage.peer.host, port: stage.peer.port, username: 'user', password: 'none', ...config }))
  return client
}

export default {
  model: 'ssh2.json',
  hot: true,
  scenes: [
    { rows: ['bound connect', 'default connect'], peer: silent, send: connected },
    {
      peer: frozenSsh,
      chains: true,
      send: async (given, stage) => {
        const client = await connected(given, stage)
        return new Promise((resolve, reject) => client.exec('ls', { ...given['settings'] }, (error: Error | undefined, channel: unknown) => (error ? reject(error) : resolve(channel))))
      },
    },
  ],
} satisfies Proof
