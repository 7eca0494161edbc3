import type { Proof } from '../proof.js'

export default {
  model: 'mailchimp-transactional.json',
  scenes: [
    {
      send: async ({ ms }, stage) => {
        const mandrill = (await stage.load()).default('key')
        mandrill.basePath = stage.peer.url
        if (ms !== undefined) mandrill.setDefaultTimeoutMs(ms)
        return mandrill.users.ping()
      },
      undo: async stage => (await stage.load()).default('key').setDefaultTimeoutMs(300_000),
    },
  ],
} satisfies Proof
