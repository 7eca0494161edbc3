import type { Given, Proof, Stage } from '../proof.js'

async function client(stage: Stage) {
  const { GoCardlessClient } = await stage.load()
  const made = new GoCardlessClient('token', 'sandbox')
  made._api._baseUrl = stage.peer.url
  return made
}

const create = async ({ key }: Given, stage: Stage) => (await client(stage)).payments.create({ amount: '100', currency: 'EUR' }, key)

export default {
  model: 'gocardless-nodejs.json',
  scenes: [
    { rows: ['retries read'], send: async (_, stage) => (await client(stage)).payments.list() },
    { send: create },
  ],
} satisfies Proof
