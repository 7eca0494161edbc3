import type { Peer } from '../peer.js'
import type { Proof } from '../proof.js'

const config = ({ host, port }: Peer) => ({ endPoint: host, port, useSSL: false, accessKey: 'key', secretKey: 'secret', region: 'eu-west-1' })

export default {
  model: 'minio.json',
  scenes: [{ calls: ['minio.listBuckets(...values)'], arguments: peer => ({ config: config(peer) }) }],
} satisfies Proof
