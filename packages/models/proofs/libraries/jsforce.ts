import type { Proof, Stage } from '../proof.js'

async function connection(stage: Stage) {
  const { Connection } = (await stage.load()).default
  return new Connection({ instanceUrl: stage.peer.url, accessToken: 'token', version: '60.0' })
}

export default {
  model: 'jsforce.json',
  scenes: [
    { rows: ['retries read', 'default'], send: async (_, stage) => (await connection(stage)).limits() },
    { send: async (_, stage) => (await connection(stage)).requestPost('/services/data/v60.0/sobjects/Order', { name: 'tea' }) },
  ],
} satisfies Proof
