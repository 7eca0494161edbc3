import type { Peer } from '../peer.js'
import type { Proof } from '../proof.js'

const config = ({ host, port }: Peer) => ({ space: 'space', accessToken: 'token', host: `${host}:${port}`, insecure: true, logHandler: () => {} })

export default {
  model: 'contentful.json',
  scenes: [
    {
      calls: ['contentful.getSpace(...values)'],
      arguments: peer => ({ config: { ...config(peer), retryOnError: false } }),
      retrying: peer => ({ config: config(peer) }),
    },
  ],
} satisfies Proof
