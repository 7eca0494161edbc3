import { AsyncLocalStorage } from 'node:async_hooks'
import http from 'node:http'
import https from 'node:https'
import type { Peer } from '../peer.js'
import type { Given, Proof, Stage } from '../proof.js'

const leading = new AsyncLocalStorage<Peer>()

/** It sends to nothing but TLS and its own hosts; what it sends with leads to the peer of each call. */
function led(options: http.RequestOptions, callback?: (response: http.IncomingMessage) => void): http.ClientRequest {
  const { host, port } = leading.getStore()!
  return http.request({ ...options, protocol: 'http:', host, hostname: host, port, agent: new http.Agent() }, callback)
}

async function checkout({ config }: Given, stage: Stage) {
  Object.assign(https, { request: led })
  const { Client, CheckoutAPI } = (await stage.load()).default
  return new CheckoutAPI(new Client({ apiKey: 'key', environment: 'TEST', ...config })).PaymentsApi
}

const payment = { amount: { currency: 'EUR', value: 1 }, merchantAccount: 'shop', reference: '1', returnUrl: 'https://shop.example' }

export default {
  model: 'adyen.json',
  scenes: [
    {
      rows: ['bound timeout settings', 'covers timeout settings'],
      // What it holds by itself is too long to be waited for.
      value: ms => ({ connectionTimeoutMillis: ms }),
      send: async ({ settings }, stage) =>
        leading.run(stage.peer, async () => {
          const { Config } = (await stage.load()).default
          return (await checkout({ config: settings && new Config({ apiKey: 'key', environment: 'TEST', ...settings }) }, stage)).paymentMethods({ merchantAccount: 'shop' })
        }),
    },
    {
      rows: ['bound timeout config.config', 'covers timeout config.config'],
      send: async ({ config }, stage) => leading.run(stage.peer, async () => (await checkout({ config: config.config }, stage)).paymentMethods({ merchantAccount: 'shop' })),
    },
    {
      rows: ['bound timeout connection.setTimeouts(ms) ms'],
      send: async ({ ms }, stage) =>
        leading.run(stage.peer, async () => {
          const payments = await checkout({}, stage)
          if (ms !== undefined) payments.client.setTimeouts(ms)
          return payments.paymentMethods({ merchantAccount: 'shop' })
        }),
    },
    { rows: ['idempotency'], send: async (given, stage) => leading.run(stage.peer, async () => (await checkout(given, stage)).payments(payment, given['options'])) },
    { send: async (given, stage) => leading.run(stage.peer, async () => (await checkout(given, stage)).paymentMethods({ merchantAccount: 'shop' }, given['options'])) },
  ],
} satisfies Proof
