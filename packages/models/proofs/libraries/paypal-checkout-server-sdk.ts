import type { Given, Proof, Scene, Stage } from '../proof.js'

type Request = { headers: object; payPalRequestId(key: string): void }

async function execute(stage: Stage, make: (paypal: Given) => Request, key?: string) {
  const { default: paypal } = await stage.load()
  const client = new paypal.core.PayPalHttpClient(new paypal.core.PayPalEnvironment('id', 'secret', stage.peer.url, stage.peer.url))
  const request = make(paypal)
  if (key !== undefined) request.payPalRequestId(key)
  return client.execute(request)
}

const keyed = (request: string, make: (paypal: Given) => Request): Scene => ({ rows: [`idempotency ${request}.payPalRequestId(value) value`], send: ({ value }, stage) => execute(stage, make, value) })

export default {
  model: 'paypal-checkout-server-sdk.json',
  scenes: [
    keyed('authorize', paypal => new paypal['orders'].OrdersAuthorizeRequest('order')),
    keyed('capture', paypal => new paypal['orders'].OrdersCaptureRequest('order')),
    keyed('captureAuthorization', paypal => new paypal['payments'].AuthorizationsCaptureRequest('authorization')),
    keyed('refund', paypal => new paypal['payments'].CapturesRefundRequest('capture')),
    { rows: ['default', 'retries'], send: (_, stage) => execute(stage, paypal => new paypal['orders'].OrdersGetRequest('order')) },
  ],
} satisfies Proof
