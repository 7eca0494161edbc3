import type { Proof } from '../proof.js'

export default {
  model: 'clerk-backend.json',
  scenes: [{ calls: ['clerk.users.getCount()'], arguments: ({ url }) => ({ config: { secretKey: 'sk_test_1', apiUrl: url } }) }],
} satisfies Proof
