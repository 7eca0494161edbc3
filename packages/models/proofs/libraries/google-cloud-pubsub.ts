import type { Given, Proof, Stage } from '../proof.js'

async function publish({ settings }: Given, stage: Stage) {
  const { PubSub } = await stage.load()
  const pubsub = new PubSub({ projectId: 'project', apiEndpoint: `${stage.peer.host}:${stage.peer.port}`, emulatorMode: true })
  stage.after(() => pubsub.close())
  return pubsub.topic('orders', settings).publishMessage({ data: Buffer.from('order') })
}

export default {
  model: 'google-cloud-pubsub.json',
  scenes: [{ send: publish }],
  unproven: { 'default timeout': 'its deadline is kept by a clock that cannot be made faster; it was 61 s by an ordinary one', retries: 'the peers that fail do not speak gRPC' },
} satisfies Proof
