import type { Peer } from '../peer.js'
import type { Proof } from '../proof.js'

const config = ({ url }: Peer) => ({ projectId: 'shop', dataset: 'production', apiVersion: '2024-01-01', useCdn: false, useProjectHostname: false, apiHost: url, retryDelay: () => 1 })

export default {
  model: 'sanity-client.json',
  scenes: [
    { rows: ['retries read'], calls: ['sanity.fetch(query, params, options)'], arguments: peer => ({ config: config(peer), query: '*', params: {} }) },
    { rows: ['retries'], made: { sanity: 'module.createClient(config)' }, calls: ['sanity.create(document, options)'], arguments: peer => ({ config: { ...config(peer), token: 'token' }, document: { _type: 'order' } }) },
    { made: { sanity: 'module.createClient(config)' }, calls: ['sanity.fetch(query, params, options)'], arguments: peer => ({ config: { ...config(peer), maxRetries: 0 }, query: '*', params: {} }) },
  ],
} satisfies Proof
