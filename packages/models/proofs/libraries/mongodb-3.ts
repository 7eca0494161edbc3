import { silent } from '../peer.js'
import type { Given, Proof, Stage } from '../proof.js'
import { greeting } from './mongodb.js'

async function client({ options }: Given, stage: Stage) {
  const { MongoClient } = (await stage.load()).default
  const made = new MongoClient(`mongodb://${stage.peer.host}:${stage.peer.port}`, { useNewUrlParser: true, useUnifiedTopology: true, ...options })
  stage.after(() => void made.close(true).catch(() => {}))
  return made
}

export default {
  model: 'mongodb-3.json',
  installed: [{ mongodb: 'mongodb-3' }],
  scenes: [
    { rows: ['bound connect', 'default connect'], peer: silent, send: async (given, stage) => (await client(given, stage)).connect() },
    {
      peer: greeting,
      limit: 300,
      send: async (given, stage) => {
        const made = await client(given, stage)
        await made.connect()
        return made.db('shop').collection('orders').findOne({}, given['settings'])
      },
    },
  ],
  unproven: {
    'bound query settings.maxTimeMS': 'no MongoDB runs where the proofs do, and it is the server that keeps it',
    'bound query result.maxTimeMS(ms)': 'no MongoDB runs where the proofs do, and it is the server that keeps it',
  },
} satisfies Proof
