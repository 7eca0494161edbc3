import type { Given, Proof, Stage } from '../proof.js'

async function plaid({ config }: Given, stage: Stage) {
  const { Configuration, PlaidApi } = await stage.load()
  return new PlaidApi(new Configuration({ basePath: stage.peer.url, ...config }))
}

export default {
  model: 'plaid.json',
  scenes: [
    { rows: ['idempotency request.authorization_id'], send: async (given, stage) => (await plaid(given, stage)).transferCreate({ ...given['request'] }) },
    { rows: ['idempotency request.idempotency_key'], send: async (given, stage) => (await plaid(given, stage)).transferAuthorizationCreate({ ...given['request'] }) },
    { send: async (given, stage) => (await plaid(given, stage)).accountsGet({ access_token: 'token' }, given['options']) },
  ],
} satisfies Proof
