import type { Proof } from '../proof.js'

export default {
  model: 'gitbeaker.json',
  hot: true,
  scenes: [{ calls: ['gitlab.Projects.show(id)'], arguments: ({ url }) => ({ config: { host: url, token: 'token' }, id: 1 }) }],
} satisfies Proof
