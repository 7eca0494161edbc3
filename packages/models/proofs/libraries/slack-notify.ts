import { throughPlain } from '../plain.js'
import type { Proof } from '../proof.js'

export default {
  model: 'slack-notify.json',
  scenes: [
    {
      send: async (_, stage) => {
        const { default: SlackNotify } = await stage.load()
        return throughPlain(stage.peer, () => SlackNotify('https://hooks.slack.example/services/1').send('Hello'))
      },
    },
  ],
} satisfies Proof
