import type { Proof } from '../proof.js'

export default {
  model: 'jwks-rsa.json',
  scenes: [{ calls: ['jwks.getKeys(callback)'], arguments: ({ url }) => ({ config: { jwksUri: url } }) }],
} satisfies Proof
