import type { Peer } from '../peer.js'
import type { Proof } from '../proof.js'

const made = { service: 'module.QueueServiceClient(url, credential, config)', queue: 'service.getQueueClient(name)' }
const calls = ['queue.peekMessages(options)']

export default {
  model: 'azure-storage-queue.json',
  scenes: [
    {
      made,
      calls,
      arguments: ({ url }: Peer) => ({ url: `${url}/account`, name: 'orders', config: { retryOptions: { maxTries: 1 } } }),
      retrying: ({ url }: Peer) => ({ url: `${url}/account`, name: 'orders' }),
    },
  ],
} satisfies Proof
