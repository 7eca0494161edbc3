import type { Proof } from '../proof.js'

export default {
  model: 'graphql-request.json',
  hot: true,
  scenes: [{ arguments: () => ({ call: { document: '{ orders { id } }' }, document: '{ orders { id } }' }), calls: ['graphql.request(call:object)'] }],
} satisfies Proof
