import type { Proof } from '../proof.js'

export default {
  model: 'openid-client-5.json',
  installed: [{ 'openid-client': 'openid-client-5' }],
  scenes: [{ calls: ['module.Issuer.discover(url)'] }],
} satisfies Proof
