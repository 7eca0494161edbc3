import type { Proof } from '../proof.js'

export default {
  model: 'workos.json',
  scenes: [{ calls: ['workos.organizations.getOrganization(id)'], arguments: ({ host, port }) => ({ key: 'key', config: { apiHostname: host, port, https: false }, id: 'org_1' }) }],
} satisfies Proof
