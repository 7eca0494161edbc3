import type { Proof } from '../proof.js'

export default {
  model: 'discordjs-rest.json',
  hot: true,
  scenes: [
    {
      made: { rest: 'module.REST(config)' },
      arguments: peer => ({ config: { api: peer.url, retries: 0 }, route: '/gateway', options: { auth: false } }),
      retrying: peer => ({ config: { api: peer.url, rejectOnRateLimit: () => true }, route: '/gateway', options: { auth: false } }),
    },
  ],
} satisfies Proof
