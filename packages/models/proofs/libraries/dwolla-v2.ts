import type { Given, Proof, Stage } from '../proof.js'

async function post({ headers }: Given, stage: Stage) {
  const { Client } = (await stage.load()).default
  const client = new Client({ key: 'key', secret: 'secret', environment: 'sandbox' })
  client.apiUrl = stage.peer.url
  return client.token({ access_token: 'token' }).post('transfers', { amount: { value: '1.00', currency: 'USD' } }, headers)
}

export default { model: 'dwolla-v2.json', scenes: [{ send: post }] } satisfies Proof
