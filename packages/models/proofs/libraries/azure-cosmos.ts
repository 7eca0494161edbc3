import type { Given, Proof, Stage } from '../proof.js'

async function client({ config }: Given, stage: Stage) {
  const { CosmosClient } = await stage.load()
  return new CosmosClient({ endpoint: stage.peer.url, key: Buffer.from('key').toString('base64'), ...config })
}

export default {
  model: 'azure-cosmos.json',
  scenes: [
    { rows: ['default query'], holds: async (given, stage) => (await client(given, stage)).clientContext.connectionPolicy.requestTimeout },
    { rows: ['ineffective'], send: async (given, stage) => (await client(given, stage)).database('shop').container('orders').item('1', '1').read() },
  ],
  unproven: { 'bound query': 'it ends an attempt, after which another begins: what is shown of it is that the call goes on' },
} satisfies Proof
