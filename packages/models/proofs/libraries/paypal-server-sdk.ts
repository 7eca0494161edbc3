import { plain } from '../plain.js'
import type { Given, Proof, Stage } from '../proof.js'

const TOKEN = { accessToken: 'token', tokenType: 'Bearer', expiresIn: 3600n, expiry: BigInt(Date.now()) }

async function orders({ config }: Given, stage: Stage) {
  const { Client, OrdersController } = await stage.load()
  const credentials = { oAuthClientId: 'id', oAuthClientSecret: 'secret', oAuthTokenProvider: () => Promise.resolve(TOKEN) }
  return new OrdersController(new Client({ clientCredentialsAuthCredentials: credentials, ...config, httpClientOptions: { httpsAgent: plain(stage.peer), ...config?.httpClientOptions } }))
}

export default {
  model: 'paypal-server-sdk.json',
  scenes: [
    { rows: ['idempotency'], send: async (given, stage) => (await orders(given, stage)).createOrder({ body: { intent: 'CAPTURE', purchaseUnits: [] }, ...given['request'] }) },
    { send: async (given, stage) => (await orders(given, stage)).getOrder({ id: 'order' }, given['options']) },
  ],
} satisfies Proof
