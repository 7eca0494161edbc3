import type { Given, Proof, Stage } from '../proof.js'

async function call({ options }: Given, stage: Stage) {
  const { default: soapRequest } = await stage.load()
  return soapRequest({ url: stage.peer.url, xml: '<order/>', headers: {}, ...options })
}

export default { model: 'easy-soap-request.json', scenes: [{ send: call }] } satisfies Proof
