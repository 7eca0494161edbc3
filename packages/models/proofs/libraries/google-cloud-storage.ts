import type { Peer } from '../peer.js'
import type { Proof } from '../proof.js'

const config = ({ url }: Peer) => ({ projectId: 'project', apiEndpoint: url })

export default {
  model: 'google-cloud-storage.json',
  scenes: [
    { rows: ['retries read', 'retries config.retryOptions.maxRetries read'], calls: ['file.getMetadata(options)'], arguments: peer => ({ config: config(peer), name: 'orders' }), methods: { GET: {} } },
    { rows: ['retries'], calls: ['file.save(data, options)'], arguments: peer => ({ config: config(peer), name: 'orders', data: 'order', options: { resumable: false } }), methods: { GET: {} } },
    { calls: ['file.getMetadata(options)'], arguments: peer => ({ config: { ...config(peer), retryOptions: { autoRetry: false } }, name: 'orders' }) },
  ],
} satisfies Proof
