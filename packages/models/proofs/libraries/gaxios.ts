import type { Proof } from '../proof.js'

export default {
  model: 'gaxios.json',
  hot: true,
  scenes: [{ made: { gaxios: 'module.Gaxios(config)' }, calls: ['gaxios.request(options)'], arguments: peer => ({ options: { url: peer.url } }) }],
} satisfies Proof
