import type { Given, Proof, Stage } from '../proof.js'

/** It is told its address by the method that tells it its timeout. */
async function send({ request, ms, preset }: Given, stage: Stage) {
  const { Client } = (await stage.load()).default
  const client = new Client()
  client.setDefaultRequest('baseUrl', `${stage.peer.url}/`)
  if (ms !== undefined) client.setDefaultRequest('timeout', ms)
  if (preset !== undefined) client.setDefaultRequest(preset)
  return client.request({ url: '/v3/marketing/contacts', method: 'PUT', body: {}, ...request })
}

export default { model: 'sendgrid-client.json', scenes: [{ send, chains: true }] } satisfies Proof
