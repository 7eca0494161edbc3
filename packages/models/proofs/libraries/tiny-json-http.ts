import type { Given, Proof, Stage } from '../proof.js'

async function get({ options }: Given, stage: Stage) {
  const { default: tiny } = await stage.load()
  return tiny.get({ url: stage.peer.url, ...options })
}

export default { model: 'tiny-json-http.json', scenes: [{ send: get }] } satisfies Proof
