import type { Proof } from '../proof.js'

export default {
  model: 'dropbox.json',
  scenes: [
    {
      send: async (_, stage) => {
        const { Dropbox } = (await stage.load()).default
        const { default: fetch } = await stage.load('node-fetch-2')
        // It sends to its own hosts alone; what it is given to send with is what it has by itself, led to the peer.
        return new Dropbox({ accessToken: 'token', fetch: (_url: string, init: object) => fetch(stage.peer.url, init) }).usersGetCurrentAccount()
      },
    },
  ],
} satisfies Proof
