import type { Given, Proof, Stage } from '../proof.js'

async function ping({ options }: Given, stage: Stage) {
  await import('reflect-metadata')
  const { HealthIndicatorService, HttpHealthIndicator } = await stage.load()
  return new HttpHealthIndicator({ error: () => {} }, new HealthIndicatorService()).pingCheck('orders', stage.peer.url, options)
}

export default { model: 'nestjs-terminus.json', scenes: [{ send: ping }] } satisfies Proof
