import { silent, unanswered } from '../peer.js'
import type { Given, Proof, Stage } from '../proof.js'

async function bind({ config }: Given, stage: Stage) {
  const { Client } = await stage.load()
  return new Client({ url: `ldap://${stage.peer.host}:${stage.peer.port}`, ...config }).bind('cn=orders', 'none')
}

export default {
  model: 'ldapts.json',
  hot: true,
  scenes: [
    { rows: ['bound connect', 'default connect'], peer: unanswered, send: bind },
    { peer: silent, send: bind },
  ],
} satisfies Proof
