import { silent, unanswered } from '../peer.js'
import type { Given, Proof, Stage } from '../proof.js'

async function client({ config }: Given, stage: Stage) {
  const { default: ldap } = await stage.load()
  const made = ldap.createClient({ url: `ldap://${stage.peer.host}:${stage.peer.port}`, ...config })
  stage.after(() => made.destroy())
  return made
}

export default {
  model: 'ldapjs.json',
  hot: true,
  scenes: [
    {
      rows: ['bound connect', 'default connect'],
      peer: unanswered,
      send: async (given, stage) => {
        const ldap = await client(given, stage)
        return new Promise((resolve, reject) => ldap.on('connect', resolve).on('error', reject).on('connectTimeout', reject))
      },
    },
    {
      peer: silent,
      send: async (given, stage) => {
        const ldap = await client(given, stage)
        ldap.on('error', () => {})
        return new Promise((resolve, reject) => ldap.bind('cn=orders', 'none', (error: Error | null) => (error ? reject(error) : resolve(undefined))))
      },
    },
  ],
} satisfies Proof
