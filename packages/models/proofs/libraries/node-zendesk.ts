import type { Proof } from '../proof.js'

export default {
  model: 'node-zendesk.json',
  hot: true,
  scenes: [{ calls: ['zendesk.tickets.show(id)'], made: { zendesk: 'module.createClient(config)' }, arguments: ({ url }) => ({ config: { username: 'user', token: 'token', endpointUri: url }, id: 1 }) }],
} satisfies Proof
