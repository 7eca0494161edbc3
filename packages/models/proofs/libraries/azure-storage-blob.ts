import type { Peer } from '../peer.js'
import type { Proof } from '../proof.js'

export default {
  model: 'azure-storage-blob.json',
  hot: true,
  scenes: [
    {
      made: { service: 'module.BlobServiceClient(url, credential, config)', container: 'service.getContainerClient(name)' },
      calls: ['container.getProperties(options)'],
      arguments: ({ url }: Peer) => ({ url: `${url}/account`, name: 'orders', config: { retryOptions: { maxTries: 1 } } }),
      retrying: ({ url }: Peer) => ({ url: `${url}/account`, name: 'orders' }),
    },
  ],
} satisfies Proof
