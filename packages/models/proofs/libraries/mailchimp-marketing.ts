import type { Proof } from '../proof.js'

export default {
  model: 'mailchimp-marketing.json',
  scenes: [
    {
      send: async (_, stage) => {
        const { default: mailchimp } = await stage.load()
        mailchimp.setConfig({ apiKey: 'key', server: 'us1' })
        mailchimp.basePath = stage.peer.url
        return mailchimp.ping.get()
      },
    },
  ],
} satisfies Proof
