import { plain } from '../plain.js'
import type { Given, Proof, Stage } from '../proof.js'

/** It speaks to Recurly's own hosts alone, and its adapter keeps the agents. */
async function purchase({ config, options }: Given, stage: Stage) {
  const { Client, DefaultHttpAdapter } = (await stage.load()).default
  const httpAdapter = config?.httpAdapter ?? new DefaultHttpAdapter()
  httpAdapter._agents['https:'] = plain(stage.peer)
  return new Client('key', { ...config, httpAdapter }).createPurchase({ currency: 'EUR', account: { code: 'a' } }, options)
}

export default { model: 'recurly.json', hot: true, scenes: [{ send: purchase }] } satisfies Proof
