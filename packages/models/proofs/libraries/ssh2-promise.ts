import { silent } from '../peer.js'
import type { Given, Proof, Stage } from '../proof.js'
import { frozenSsh } from '../ssh.js'

async function connected({ config }: Given, stage: Stage) {
  const { default: Ssh } = await stage.load()
  const ssh = new (Ssh.default ?? Ssh)({ host: stage.peer.host, port: stage.peer.port, username: 'user', password: 'none', reconnect: false, ...config }, true)
  stage.after(() => ssh.close())
  await ssh.connect()
  return ssh
}

export default {
  model: 'ssh2-promise.json',
  hot: true,
  scenes: [
    { rows: ['bound connect', 'default connect'], peer: silent, send: connected },
    { peer: frozenSsh, send: async (given, stage) => (await connected(given, stage)).exec('ls', [], given['settings'] ?? {}) },
  ],
} satisfies Proof
