import type { Proof } from '../proof.js'

export default {
  model: 'telegraf.json',
  hot: true,
  scenes: [{ calls: ['telegram.callApi(method, payload, options)'], made: { telegram: 'module.Telegram(token, settings)' }, arguments: ({ url }) => ({ token: '1:token', settings: { apiRoot: url }, method: 'getMe', payload: {}, options: {} }) }],
} satisfies Proof
