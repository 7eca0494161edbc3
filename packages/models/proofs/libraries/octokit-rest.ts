import type { Proof } from '../proof.js'

export default {
  model: 'octokit-rest.json',
  installed: [{ '@octokit/rest': 'octokit-rest-18' }, {}],
  hot: true,
  scenes: [{ made: { octokit: 'module.Octokit.defaults(presets)(config)' }, calls: ['octokit.rest.meta.get(params)'], arguments: peer => ({ config: { baseUrl: peer.url, log: { debug() {}, info() {}, warn() {}, error() {} } }, params: {} }) }],
} satisfies Proof
