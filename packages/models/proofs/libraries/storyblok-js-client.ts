import type { Peer } from '../peer.js'
import type { Proof } from '../proof.js'

const given = ({ url }: Peer) => ({ config: { accessToken: 'token' }, address: url, slug: 'cdn/stories/home', params: { version: 'draft' }, init: {} })

export default {
  model: 'storyblok-js-client.json',
  hot: true,
  scenes: [{ rows: ['retries'], calls: ['storyblok.post(slug, params, init)', 'storyblok.get(slug, params, init)'], arguments: given }, { calls: ['storyblok.get(slug, params, init)'], arguments: given }],
} satisfies Proof
