import { silent, unanswered } from '../peer.js'
import type { Given, Proof, Stage } from '../proof.js'

async function enter({ config }: Given, stage: Stage) {
  const { authenticate } = await stage.load()
  return authenticate({ userDn: 'cn=user,dc=shop', userPassword: 'none', ...config, ldapOpts: { url: `ldap://${stage.peer.host}:${stage.peer.port}`, ...config.ldapOpts } })
}

export default {
  model: 'ldap-authentication.json',
  scenes: [{ rows: ['bound connect', 'default connect'], peer: unanswered, send: enter }, { peer: silent, send: enter }],
} satisfies Proof
