import { plain } from '../plain.js'
import type { Given, Proof, Stage } from '../proof.js'

async function list({ config }: Given, stage: Stage) {
  const { default: twilio } = await stage.load()
  const client = twilio(`AC${'0'.repeat(32)}`, 'token', config)
  client.httpClient.axios.defaults.httpsAgent = plain(stage.peer)
  return client.messages.list({ limit: 1 })
}

export default { model: 'twilio-3.json', installed: [{ twilio: 'twilio-3' }], scenes: [{ send: list }] } satisfies Proof
