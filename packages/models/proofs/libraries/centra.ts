import type { Given, Proof, Stage } from '../proof.js'

async function get({ ms }: Given, stage: Stage) {
  const { default: centra } = await stage.load()
  const request = centra(stage.peer.url)
  return (ms === undefined ? request : request.timeout(ms)).send()
}

export default { model: 'centra.json', scenes: [{ chains: true, send: get }] } satisfies Proof
