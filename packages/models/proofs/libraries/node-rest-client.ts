import type { Given, Proof, Stage } from '../proof.js'

async function get({ config, options }: Given, stage: Stage) {
  const { Client } = await stage.load()
  const client = new Client(config)
  return new Promise((resolve, reject) => client.get(stage.peer.url, options, resolve).on('error', reject))
}

export default { model: 'node-rest-client.json', scenes: [{ send: get }] } satisfies Proof
