import type { Given, Proof, Stage } from '../proof.js'

/** Its address is a constant, which is read when a call begins. */
export async function create({ config, request }: Given, stage: Stage) {
  const { MercadoPagoConfig, Payment } = (await stage.load()).default
  const { AppConfig } = (await stage.load('mercadopago/dist/utils/config/index.js')).default
  const payment = new Payment(new MercadoPagoConfig({ accessToken: 'token', ...config }))
  AppConfig.BASE_URL = stage.peer.url
  return payment.create({ body: { transaction_amount: 10 }, ...request })
}

const once = (given: Given) => ({ ...given, config: { options: { maxRetries: 0, ...given['config']?.options } } })

export default {
  model: 'mercadopago.json',
  hot: true,
  scenes: [{ rows: ['retries'], send: create }, { send: (given, stage) => create(once(given), stage) }],
} satisfies Proof
