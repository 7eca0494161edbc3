import type { Proof, Stage } from '../proof.js'

async function execute(headers: object, stage: Stage) {
  const { default: paypal } = await stage.load()
  const client = new paypal.core.PayPalHttpClient(new paypal.core.PayPalEnvironment('id', 'secret', stage.peer.url, stage.peer.url))
  const request = new paypal.orders.OrdersGetRequest('order')
  Object.assign(request.headers, headers)
  return client.execute(request)
}

export default { model: 'paypal-checkout-server-sdk.json', scenes: [{ rows: ['default', 'retries'], send: (_, stage) => execute({}, stage) }] } satisfies Proof
