import { silent } from '../peer.js'
import type { Given, Proof, Stage } from '../proof.js'
import { greeting } from './mongodb.js'

async function connection({ options }: Given, stage: Stage, more: object = {}) {
  const made = (await stage.load()).default.createConnection(`mongodb://${stage.peer.host}:${stage.peer.port}/shop`, { autoIndex: false, autoCreate: false, ...more, ...options })
  made.on('error', () => {})
  stage.after(() => void made.close(true).catch(() => {}))
  return made
}

async function find(given: Given, stage: Stage, more?: object) {
  const made = await connection(given, stage, more)
  await made.asPromise()
  const { Schema } = (await stage.load()).default
  const Order = made.model('Order', new Schema({}))
  return { first: () => Order.findOne({}).exec() }
}

const PROVIDED = 'module.connect(uri, options)'

export default {
  model: 'mongoose.json',
  installed: [{ mongoose: 'mongoose-8' }, {}],
  scenes: [
    { rows: ['bound connect', 'default connect', 'ineffective options.connectTimeoutMS', `ineffective ${PROVIDED} options.connectTimeoutMS`], peer: silent, send: async (given, stage) => (await connection(given, stage)).asPromise() },
    {
      rows: ['bound acquire', 'default acquire'],
      peer: greeting,
      send: async (given, stage) => {
        const orders = await find(given, stage, { maxPoolSize: 1 })
        orders.first().catch(() => {})
        return orders.first()
      },
    },
    { peer: greeting, limit: 300, send: async (given, stage) => (await find(given, stage)).first() },
  ],
  unproven: {
    'bound query settings.maxTimeMS': 'no MongoDB runs where the proofs do, and it is the server that keeps it',
    'bound query result.maxTimeMS(ms) ms': 'no MongoDB runs where the proofs do, and it is the server that keeps it',
    retries: 'no MongoDB runs where the proofs do',
  },
} satisfies Proof
