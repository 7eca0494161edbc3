import { silent, unanswered } from '../peer.js'
import type { Given, Proof, Stage } from '../proof.js'

async function run({ config }: Given, stage: Stage) {
  const { default: neo4j } = await stage.load()
  const driver = neo4j.driver(`bolt://${stage.peer.host}:${stage.peer.port}`, neo4j.auth.basic('neo4j', 'none'), config)
  stage.after(() => driver.close())
  return driver.session().run('RETURN 1')
}

export default {
  model: 'neo4j-driver.json',
  scenes: [
    { rows: ['bound connect', 'default connect'], peer: unanswered, send: run },
    { peer: silent, send: run },
  ],
  unproven: { 'bound query': 'no Neo4j runs where the proofs do', 'default query': 'no Neo4j runs where the proofs do' },
} satisfies Proof
