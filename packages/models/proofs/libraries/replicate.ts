import type { Peer } from '../peer.js'
import type { Proof } from '../proof.js'

const given = ({ url }: Peer) => ({ config: { baseUrl: url, auth: 'token' }, id: 'p1', ref: 'owner/name', settings: { input: {} }, options: {} })

export default {
  model: 'replicate.json',
  hot: true,
  scenes: [
    { rows: ['ineffective'], calls: ['replicate.run(ref, settings, progress)'], arguments: given },
    { rows: ['retries create update'], calls: ['replicate.predictions.create(options)'], arguments: peer => ({ ...given(peer), options: { model: 'owner/name', input: {} } }) },
    { calls: ['replicate.predictions.get(id, options)'], arguments: given },
  ],
} satisfies Proof
