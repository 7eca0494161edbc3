import type { Proof } from '../proof.js'

export default {
  model: 'razorpay.json',
  hot: true,
  scenes: [
    {
      send: async ({ config }, stage) => {
        const { default: Razorpay } = await stage.load()
        const razorpay = new Razorpay({ key_id: 'key', key_secret: 'secret', ...config })
        razorpay.api.rq.defaults.baseURL = stage.peer.url
        return razorpay.orders.fetch('order_1')
      },
    },
  ],
} satisfies Proof
