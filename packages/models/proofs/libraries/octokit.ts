import { Agent, fetch } from 'undici'
import type { Proof } from '../proof.js'

const quiet = { debug() {}, info() {}, warn() {}, error() {} }
/** The fetch of Node.js gives up a silent peer after 300 s by a clock that cannot be made faster; this is the same one with less patience. */
const impatient = new Agent({ headersTimeout: 400 })

export default {
  model: 'octokit.json',
  hot: true,
  scenes: [
    {
      calls: ['octokit.rest.meta.get(params)'],
      arguments: peer => ({ config: { baseUrl: peer.url, log: quiet, retry: { enabled: false } }, params: {} }),
      retrying: peer => ({ config: { baseUrl: peer.url, log: quiet, request: { fetch: (url: string, init: object) => fetch(url, { ...init, dispatcher: impatient }) } }, params: {} }),
    },
  ],
} satisfies Proof
