import type { Proof } from '../proof.js'
import { create } from './mercadopago.js'

export default {
  model: 'mercadopago-2.json',
  installed: [{ mercadopago: 'mercadopago-2' }],
  scenes: [{ rows: ['retries'], send: create }, { send: ({ config, request }, stage) => create({ config: { options: { retries: 1, ...config?.options } }, request }, stage) }],
} satisfies Proof
