import type { Proof } from '../proof.js'

const more = ({ url }: { url: string }) => ({ config: { node: url }, params: { index: 'orders' } })

export default {
  model: 'elasticsearch-7.json',
  installed: [{ '@elastic/elasticsearch': 'elasticsearch-6' }, { '@elastic/elasticsearch': 'elasticsearch-7' }],
  scenes: [{ calls: ['client.search(params, options)'], arguments: peer => ({ ...more(peer), config: { ...more(peer).config, maxRetries: 0 } }), retrying: more }],
  unproven: {
    'covers timeout options.requestTimeout': 'the first call asks the server for its name first, under the limits of the client',
    'bound timeout options.requestTimeout': 'the first call asks the server for its name first, under the limits of the client',
    'retries options.maxRetries': 'the first call asks the server for its name first, as often as the client says',
  },
} satisfies Proof
