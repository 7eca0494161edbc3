import type { Given, Proof, Stage } from '../proof.js'

async function send({ config, retrying }: Given, stage: Stage) {
  const { Sender, Message } = (await stage.load()).default
  const sender = new Sender('key', { uri: stage.peer.url, ...config })
  return new Promise((resolve, reject) => sender.send(new Message({ data: { order: '1' } }), 'token', retrying, (error: number | Error | null, answer: unknown) => (error === null ? resolve(answer) : reject(error instanceof Error ? error : new Error(`status ${error}`)))))
}

export default {
  model: 'node-gcm.json',
  scenes: [{ rows: ['retries'], send }, { send: (given, stage) => send({ ...given, retrying: 0 }, stage) }],
} satisfies Proof
