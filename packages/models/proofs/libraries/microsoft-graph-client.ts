import type { Given, Proof, Stage } from '../proof.js'

async function graph({ config }: Given, stage: Stage) {
  const { Client } = (await stage.load()).default
  return Client.init({ authProvider: (done: (error: null, token: string) => void) => done(null, 'token'), baseUrl: `${stage.peer.url}/`, customHosts: new Set([stage.peer.host]), ...config }).api('/me')
}

export default {
  model: 'microsoft-graph-client.json',
  scenes: [
    { rows: ['bound timeout settings.signal', 'covers timeout settings.signal'], send: async ({ settings }, stage) => (await graph({}, stage)).options(settings).get() },
    { send: async (given, stage) => (await graph(given, stage)).get() },
  ],
} satisfies Proof
