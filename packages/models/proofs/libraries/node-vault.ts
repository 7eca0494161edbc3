import type { Given, Proof, Stage } from '../proof.js'

async function read({ config, options }: Given, stage: Stage) {
  const { default: vault } = await stage.load()
  return vault({ endpoint: stage.peer.url, token: 'token', ...config }).read('secret/orders', options)
}

export default { model: 'node-vault.json', scenes: [{ send: read }] } satisfies Proof
