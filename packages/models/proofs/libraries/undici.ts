import type { Proof } from '../proof.js'

export default {
  model: 'undici.json',
  installed: [{ undici: 'undici-6' }, {}],
  hot: true,
  scenes: [
    { rows: ['bound timeout defaults.headersTimeout', 'bound connect', 'default connect'], made: { dispatcher: 'module.Client(origin, defaults)' }, calls: ['dispatcher.request(options, callback)'], arguments: () => ({ options: { path: '/', method: 'GET' } }) },
    { calls: ['module.request(url, options)'] },
  ],
} satisfies Proof
