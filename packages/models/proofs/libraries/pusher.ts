import type { Proof } from '../proof.js'

export default {
  model: 'pusher.json',
  hot: true,
  scenes: [{ made: { pusher: 'module(config)' }, calls: ['pusher.get(params)'], arguments: ({ host, port }) => ({ config: { appId: 'id', key: 'key', secret: 'secret', host, port: String(port), useTLS: false }, params: { path: '/channels' } }) }],
} satisfies Proof
