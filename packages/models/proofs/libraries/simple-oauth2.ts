import type { Proof } from '../proof.js'

export default {
  model: 'simple-oauth2.json',
  hot: true,
  scenes: [{ made: { oauth: 'module.ClientCredentials(config)' }, calls: ['oauth.getToken(params, options)'], arguments: ({ url }) => ({ config: { client: { id: 'id', secret: 'secret' }, auth: { tokenHost: url } }, params: {} }) }],
} satisfies Proof
