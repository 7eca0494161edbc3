import type { Proof } from '../proof.js'

export default {
  model: 'upstash-redis.json',
  hot: true,
  scenes: [
    {
      made: { redis: 'module.Redis(config)' },
      calls: ['redis.incr(key)'],
      arguments: peer => ({ config: { url: peer.url, token: 'token', retry: false }, key: 'orders' }),
      retrying: peer => ({ config: { url: peer.url, token: 'token' }, key: 'orders' }),
    },
  ],
} satisfies Proof
