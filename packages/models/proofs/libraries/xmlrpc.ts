import type { Given, Proof, Stage } from '../proof.js'

async function call({ config }: Given, stage: Stage) {
  const { default: xmlrpc } = await stage.load()
  const client = xmlrpc.createClient({ host: stage.peer.host, port: stage.peer.port, path: '/', ...config })
  return new Promise(resolve => client.methodCall('orders', [], resolve))
}

export default { model: 'xmlrpc.json', hot: true, scenes: [{ send: call }] } satisfies Proof
