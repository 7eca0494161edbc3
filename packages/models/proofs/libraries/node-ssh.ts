import { silent } from '../peer.js'
import type { Given, Proof, Stage } from '../proof.js'
import { frozenSsh } from '../ssh.js'

async function connected({ config }: Given, stage: Stage) {
  const { NodeSSH } = await stage.load()
  const ssh = new NodeSSH()
  stage.after(() => ssh.connection?.destroy())
  await ssh.connect({ host: stage.peer.host, port: stage.peer.port, username: 'user', password: 'none', ...config })
  // An error that nobody hears ends the process, which is so of its own accord where the link is lost.
  ssh.connection.on('error', () => {})
  return ssh
}

export default {
  model: 'node-ssh.json',
  hot: true,
  scenes: [
    { rows: ['bound connect', 'default connect'], peer: silent, send: connected },
    { peer: frozenSsh, chains: true, send: async (given, stage) => (await connected(given, stage)).execCommand('ls', given['settings'] ?? {}) },
  ],
} satisfies Proof
