import { silent } from '../peer.js'
import type { Given, Proof, Stage } from '../proof.js'

async function connect({ config }: Given, stage: Stage) {
  const { default: oracledb } = await stage.load()
  return oracledb.getConnection({ user: 'shop', password: 'none', connectString: `${stage.peer.host}:${stage.peer.port}/shop`, ...config })
}

export default {
  model: 'oracledb.json',
  scenes: [
    { rows: ['bound connect', 'default connect'], peer: silent, send: connect },
    { rows: ['ineffective'], peer: silent, value: () => 1, limit: 1000, send: connect },
  ],
  unproven: {
    'bound query': 'no Oracle Database runs where the proofs do',
    'default query': 'no Oracle Database runs where the proofs do',
    'bound acquire': 'no Oracle Database runs where the proofs do',
    'default acquire': 'no Oracle Database runs where the proofs do',
  },
} satisfies Proof
