import type { Proof } from '../proof.js'

const quiet = { debug() {}, info() {}, warn() {}, error() {} }

export default {
  model: 'octokit-1.json',
  installed: [{ octokit: 'octokit-1' }],
  scenes: [
    {
      calls: ['octokit.rest.meta.get(params)'],
      arguments: peer => ({ config: { baseUrl: peer.url, log: quiet, retry: { enabled: false } }, params: {} }),
      retrying: peer => ({ config: { baseUrl: peer.url, log: quiet }, params: {} }),
    },
  ],
} satisfies Proof
