import type { Proof } from '../proof.js'

export default {
  model: 'node-telegram-bot-api-0.json',
  installed: [{ 'node-telegram-bot-api': 'node-telegram-bot-api-0' }],
  hot: true,
  scenes: [{ calls: ['bot.getMe()'], arguments: ({ url }) => ({ token: '1:token', config: { baseApiUrl: url } }) }],
} satisfies Proof
