import { silent, unanswered } from '../peer.js'
import type { Given, Proof, Stage } from '../proof.js'

async function connect({ config }: Given, stage: Stage) {
  const { default: cassandra } = await stage.load()
  const client = new cassandra.Client({ contactPoints: [`${stage.peer.host}:${stage.peer.port}`], localDataCenter: 'none', ...config })
  stage.after(() => client.shutdown())
  return client.connect()
}

export default {
  model: 'cassandra-driver.json',
  scenes: [
    { rows: ['bound connect', 'default connect'], peer: unanswered, send: connect },
    { peer: silent, send: connect },
  ],
  unproven: {
    'bound query settings.readTimeout': 'no Cassandra runs where the proofs do',
    'ineffective settings.timeout': 'no Cassandra runs where the proofs do',
  },
} satisfies Proof
