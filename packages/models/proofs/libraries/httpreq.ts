import type { Given, Proof, Stage } from '../proof.js'

async function get({ options }: Given, stage: Stage) {
  const { default: httpreq } = await stage.load()
  return new Promise((resolve, reject) => httpreq.get(stage.peer.url, options, (error: Error | null, answer: unknown) => (error ? reject(error) : resolve(answer))))
}

export default { model: 'httpreq.json', scenes: [{ send: get }] } satisfies Proof
