import { silent } from '../peer.js'
import type { Given, Proof, Stage } from '../proof.js'
import { greeting } from './mongodb.js'

/** An application whose container opens the connection, with options that are given or made by a factory. */
async function opened({ options, settings }: Given, stage: Stage, more: object = {}) {
  const uri = `mongodb://${stage.peer.host}:${stage.peer.port}/shop`
  const base = { autoIndex: false, autoCreate: false, retryAttempts: 0, ...more }
  const [{ Module }, { NestFactory }, { MongooseModule, getConnectionToken }] = [await import('@nestjs/common'), await import('@nestjs/core'), await stage.load()]
  const made = settings.useFactory === undefined ? MongooseModule.forRoot(uri, { ...base, ...options }) : MongooseModule.forRootAsync({ useFactory: () => ({ uri, ...base, ...settings.useFactory() }) })
  class App {}
  Module({ imports: [made] })(App)
  const app = await NestFactory.createApplicationContext(App, { logger: false, abortOnError: false })
  const connection = app.get(getConnectionToken())
  connection.on('error', () => {})
  stage.after(() => void connection.close(true).catch(() => {}))
  return connection.db.collection('orders')
}

/** A place in options that are given, and in those that a factory makes. */
function both(row: string): string[] {
  return [row, row.replace('options', 'settings.useFactory()')]
}

export default {
  model: 'nestjs-mongoose.json',
  scenes: [
    { rows: ['bound connect', 'default connect', ...both('ineffective options.connectTimeoutMS')], peer: silent, send: (given, stage) => opened(given, stage) },
    {
      rows: ['bound acquire', 'default acquire'],
      peer: greeting,
      send: async (given, stage) => {
        const orders = await opened(given, stage, { maxPoolSize: 1 })
        orders.findOne({}).catch(() => {})
        return orders.findOne({})
      },
    },
    { peer: greeting, limit: 300, send: async (given, stage) => (await opened(given, stage)).findOne({}) },
  ],
} satisfies Proof
