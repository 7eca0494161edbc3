import type { Proof } from '../proof.js'

export default {
  model: 'stytch.json',
  hot: true,
  scenes: [{ calls: ['stytch.users.get(params)'], made: { stytch: 'module.Client(config)' }, arguments: ({ url }) => ({ config: { project_id: 'project-test-1', secret: 'secret', env: `${url}/` }, params: { user_id: 'user-1' } }) }],
} satisfies Proof
