import type { Proof } from '../proof.js'

export default {
  model: 'undici.json',
  installed: [{ undici: 'undici-6' }, {}],
  hot: true,
  scenes: [
    { rows: ['bound timeout defaults.headersTimeout', 'bound connect', 'covers connect', 'default connect', 'ineffective defaults.timeout', 'ineffective defaults.connectTimeout', 'ineffective defaults.connect.timeout', 'ineffective defaults.bodyTimeout'], made: { dispatcher: 'module.Client(origin, defaults)' }, calls: ['dispatcher.request(options, callback)'], arguments: () => ({ options: { path: '/', method: 'GET' } }) },
    // One of the agents is no use without a proxy.
    { calls: ['module.request(url, options)', 'module.fetch(url, init)', 'module.fetch(request:request, init)'], arguments: () => ({ agent: { uri: 'http://proxy.invalid' } }) },
  ],
} satisfies Proof
