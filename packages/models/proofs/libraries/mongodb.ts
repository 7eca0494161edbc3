import { createServer, type AddressInfo, type Socket } from 'node:net'
import { type Peer, silent } from '../peer.js'
import type { Given, Proof, Stage } from '../proof.js'

/** What a server of MongoDB says of itself. */
const HELLO = { ismaster: true, isWritablePrimary: true, maxBsonObjectSize: 16_777_216, maxMessageSizeBytes: 48_000_000, maxWriteBatchSize: 100_000, minWireVersion: 0, maxWireVersion: 21, readOnly: false, ok: 1 }

/** A server that greets whoever comes, as MongoDB does, and answers no question after that. */
export async function greeting(): Promise<Peer> {
  const { BSON } = (await import('mongodb')) as any
  const sockets = new Set<Socket>()
  let connections = 0
  const server = createServer(socket => {
    connections++
    sockets.add(socket.on('error', () => {}))
    let rest = Buffer.alloc(0)
    socket.on('data', chunk => {
      rest = Buffer.concat([rest, chunk])
      for (; rest.length >= 16 && rest.length >= rest.readInt32LE(0); rest = rest.subarray(rest.readInt32LE(0))) {
        const answer = answerTo(rest.subarray(0, rest.readInt32LE(0)), BSON.serialize(HELLO) as Buffer)
        if (answer) socket.write(answer)
      }
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () => {
    server.close()
    for (const socket of sockets) socket.destroy()
  }
  return { host: '127.0.0.1', port, url: `http://127.0.0.1:${port}`, seen: [], connections: () => connections, close }
}

/** A greeting comes as OP_QUERY at first, as OP_MSG later. */
function answerTo(message: Buffer, hello: Buffer): Buffer | undefined {
  const code = message.readInt32LE(12)
  if (code !== 2004 && !/\b(?:hello|ismaster|isMaster)\b/.test(message.toString('latin1'))) return undefined
  const body = code === 2004 ? Buffer.concat([Buffer.alloc(16), int(1), hello]) : Buffer.concat([int(0), Buffer.from([0]), hello])
  if (code === 2004) body.writeInt32LE(8, 0)
  return Buffer.concat([int(16 + body.length), int(1), message.subarray(4, 8), int(code === 2004 ? 1 : 2013), body])
}

function int(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32LE(value)
  return bytes
}

async function client({ options }: Given, stage: Stage, more: object = {}) {
  const made = new (await stage.load()).MongoClient(`mongodb://${stage.peer.host}:${stage.peer.port}`, { ...more, ...options })
  stage.after(() => void made.close(true).catch(() => {}))
  return made
}

async function find(given: Given, stage: Stage, more?: object) {
  const made = await client(given, stage, more)
  await made.connect()
  return made.db('shop').collection('orders').findOne({}, given['settings'])
}

export default {
  model: 'mongodb.json',
  installed: [{}, { mongodb: 'mongodb-7' }],
  scenes: [
    { rows: ['bound connect', 'default connect', 'ineffective options.connectTimeoutMS'], peer: silent, send: async (given, stage) => (await client(given, stage)).connect() },
    {
      rows: ['bound acquire', 'default acquire'],
      peer: greeting,
      send: async (given, stage) => {
        const made = await client(given, stage, { maxPoolSize: 1 })
        await made.connect()
        const orders = made.db('shop').collection('orders')
        orders.findOne({}).catch(() => {})
        return orders.findOne({})
      },
    },
    { peer: greeting, limit: 300, send: (given, stage) => find(given, stage) },
  ],
  unproven: {
    'bound query settings.maxTimeMS': 'no MongoDB runs where the proofs do, and it is the server that keeps it',
    'bound query result.maxTimeMS(ms)': 'no MongoDB runs where the proofs do, and it is the server that keeps it',
    retries: 'no MongoDB runs where the proofs do',
  },
} satisfies Proof
