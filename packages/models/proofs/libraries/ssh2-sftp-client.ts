import { silent } from '../peer.js'
import type { Given, Proof, Stage } from '../proof.js'
import { frozenSsh } from '../ssh.js'

async function connected({ config }: Given, stage: Stage) {
  const { default: Client } = await stage.load()
  const sftp = new Client('proof', { error: () => {}, end: () => {}, close: () => {} })
  stage.after(() => sftp.client.destroy())
  await sftp.connect({ host: stage.peer.host, port: stage.peer.port, username: 'user', password: 'none', ...config })
  return sftp
}

export default {
  model: 'ssh2-sftp-client.json',
  hot: true,
  scenes: [
    { rows: ['bound connect', 'default connect'], peer: silent, send: connected },
    { peer: frozenSsh, chains: true, send: async (given, stage) => (await connected(given, stage)).stat('/orders.csv') },
  ],
} satisfies Proof
