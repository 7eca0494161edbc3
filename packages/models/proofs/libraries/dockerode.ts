import type { Given, Proof, Stage } from '../proof.js'

async function list({ config, options }: Given, stage: Stage) {
  const { default: Docker } = await stage.load()
  return new Docker({ host: stage.peer.host, port: stage.peer.port, protocol: 'http', ...config }).listContainers(options)
}

export default { model: 'dockerode.json', scenes: [{ send: list }] } satisfies Proof
