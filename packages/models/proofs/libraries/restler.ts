import type { Given, Proof, Stage } from '../proof.js'

async function get({ options }: Given, stage: Stage) {
  const { default: rest } = await stage.load()
  return new Promise(resolve => rest.get(stage.peer.url, options).on('complete', resolve).on('timeout', resolve))
}

export default { model: 'restler.json', scenes: [{ send: get }] } satisfies Proof
