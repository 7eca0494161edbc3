import type { Proof } from '../proof.js'

export default {
  model: 'prismicio-client.json',
  hot: true,
  scenes: [{ calls: ['prismic.getRepository(params)'], made: { prismic: 'module.createClient(repository, config)' }, arguments: ({ url }) => ({ repository: 'shop', config: { documentAPIEndpoint: `${url}/api/v2` }, params: {} }) }],
} satisfies Proof
