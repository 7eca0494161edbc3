import { throughPlain } from '../plain.js'
import type { Proof } from '../proof.js'

export default {
  model: 'mandrill-api.json',
  scenes: [
    {
      send: async (_, stage) => {
        const { Mandrill } = (await stage.load()).default
        const mandrill = new Mandrill('key')
        return new Promise((resolve, reject) => throughPlain(stage.peer, () => mandrill.users.ping({}, resolve, reject)))
      },
    },
  ],
} satisfies Proof
