import type { Given, Proof, Stage } from '../proof.js'

/** It is told its address by methods, as it is its timeout. */
async function send({ ms }: Given, stage: Stage) {
  const { default: Telnyx } = await stage.load()
  const telnyx = Telnyx('key')
  telnyx.setHost(stage.peer.host, stage.peer.port, 'http')
  if (ms !== undefined) telnyx.setTimeout(ms)
  return telnyx.balance.retrieve()
}

export default { model: 'telnyx.json', scenes: [{ send, chains: true }] } satisfies Proof
