import type { Given, Proof, Stage } from '../proof.js'

async function get({ config, options }: Given, stage: Stage) {
  const { default: Consul } = await stage.load()
  return new Consul({ host: stage.peer.host, port: stage.peer.port, ...config }).kv.get({ key: 'orders', ...options })
}

export default { model: 'consul.json', scenes: [{ send: get }] } satisfies Proof
