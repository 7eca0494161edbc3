import type { Proof } from '../proof.js'

export default {
  model: 'postmark.json',
  installed: [{ postmark: 'postmark-4' }, {}],
  hot: true,
  scenes: [{ calls: ['postmark.getServer()'], arguments: ({ host, port }) => ({ token: 'token', config: { requestHost: `${host}:${port}`, useHttps: false } }) }],
} satisfies Proof
