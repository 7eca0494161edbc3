import type { Peer } from '../peer.js'
import type { Given, Proof, Stage } from '../proof.js'

const base = ({ url }: Peer) => ({ region: 'eu-west-1', endpoint: url, accessKeyId: 'key', secretAccessKey: 'secret' })

async function s3({ config }: Given, stage: Stage) {
  const { S3 } = (await stage.load()).default
  return new S3({ ...base(stage.peer), s3ForcePathStyle: true, ...config }).listBuckets().promise()
}

async function publish({ input }: Given, stage: Stage) {
  const { SQS } = (await stage.load()).default
  return new SQS(base(stage.peer)).sendMessage({ QueueUrl: `${stage.peer.url}/1/orders.fifo`, MessageBody: 'order', MessageGroupId: 'orders', ...(typeof input === 'object' && input) }).promise()
}

export default {
  model: 'aws-sdk-2.json',
  modules: ['aws-sdk'],
  scenes: [
    { rows: ['retries'], send: s3 },
    { rows: ['idempotency'], send: publish },
    { send: ({ config }, stage) => s3({ config: { maxRetries: 0, ...config } }, stage) },
  ],
} satisfies Proof
