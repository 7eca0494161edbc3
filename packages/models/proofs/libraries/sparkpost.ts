import type { Peer } from '../peer.js'
import type { Proof } from '../proof.js'

const given = ({ url }: Peer) => ({ key: 'key', config: { origin: url } })

export default {
  model: 'sparkpost.json',
  hot: true,
  scenes: [
    { rows: ['default timeout for mail.send', 'retries'], calls: ['sparkpost.transmissions.send(transmission)'], arguments: peer => ({ ...given(peer), transmission: { recipients: [{ address: 'a@shop.example' }], content: {} } }) },
    { calls: ['sparkpost.get(options, callback)'], arguments: peer => ({ ...given(peer), options: { uri: 'templates' } }) },
  ],
} satisfies Proof
