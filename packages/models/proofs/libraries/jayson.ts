import type { Given, Proof, Stage } from '../proof.js'

async function ask({ config }: Given, stage: Stage) {
  const { default: jayson } = await stage.load()
  const client = jayson.Client.http({ host: stage.peer.host, port: stage.peer.port, ...config })
  return new Promise((resolve, reject) => client.request('orders', [], (error: Error | null, answer: unknown) => (error ? reject(error) : resolve(answer))))
}

export default { model: 'jayson.json', scenes: [{ send: ask }] } satisfies Proof
