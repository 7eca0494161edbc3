import type { Peer } from '../peer.js'
import type { Proof } from '../proof.js'

/** It sends to nothing but TLS; the peers speak without. */
const config = ({ host, port }: Peer) => ({ domain: `${host}:${port}`, token: 'token', fetch: (url: string, init: RequestInit) => fetch(url.replace('https:', 'http:'), init) })

export default {
  model: 'auth0-4.json',
  scenes: [
    {
      send: async given => {
        const { ManagementClient } = await given['load']()
        return new ManagementClient(given['config']).users.getAll()
      },
      arguments: peer => ({ config: config(peer), load: () => import('auth0') }),
    },
  ],
} satisfies Proof
