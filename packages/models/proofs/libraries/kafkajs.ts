import { silent, unanswered } from '../peer.js'
import type { Given, Proof, Stage } from '../proof.js'

async function connect({ config }: Given, stage: Stage, more: object = { retry: { retries: 0 } }) {
  const { Kafka, logLevel } = await stage.load()
  const producer = new Kafka({ brokers: [`${stage.peer.host}:${stage.peer.port}`], logLevel: logLevel.NOTHING, ...more, ...config }).producer()
  stage.after(() => producer.disconnect())
  return producer.connect()
}

export default {
  model: 'kafkajs.json',
  scenes: [
    { rows: ['bound connect', 'default connect'], peer: unanswered, send: (given, stage) => connect(given, stage) },
    { rows: ['retries'], retrying: () => ({}), send: (given, stage) => connect(given, stage, {}) },
    { peer: silent, send: (given, stage) => connect(given, stage) },
  ],
  unproven: { 'retries settings.retry.retries': 'a producer takes it for what it sends, and no Kafka runs where the proofs do' },
} satisfies Proof
