import type { Given, Proof, Stage } from '../proof.js'

/** Its address is a constant, which is read when a call begins. */
async function create({ config, request }: Given, stage: Stage) {
  const { MercadoPagoConfig, Payment } = (await stage.load()).default
  const { AppConfig } = (await stage.load('mercadopago/dist/utils/config/index.js')).default
  const payment = new Payment(new MercadoPagoConfig({ accessToken: 'token', ...config }))
  AppConfig.BASE_URL = stage.peer.url
  return payment.create({ body: { transaction_amount: 10 }, ...request })
}

export default {
  model: 'mercadopago-2.json',
  installed: [{ mercadopago: 'mercadopago-2' }],
  scenes: [{ rows: ['retries'], send: create }, { send: ({ config, request }, stage) => create({ config: { options: { retries: 1, ...config?.options } }, request }, stage) }],
} satisfies Proof
