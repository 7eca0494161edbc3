import type { Proof } from '../proof.js'

export default {
  model: 'hubspot.json',
  scenes: [
    {
      send: async ({ config }, stage) => {
        const { Client } = (await stage.load()).default
        return new Client({ accessToken: 'token', basePath: stage.peer.url, ...config }).crm.contacts.basicApi.getPage()
      },
    },
  ],
} satisfies Proof
