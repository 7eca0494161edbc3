import type { Proof } from '../proof.js'

export default {
  model: 'aws4fetch.json',
  hot: true,
  scenes: [{ arguments: () => ({ config: { accessKeyId: 'id', secretAccessKey: 'key', service: 'sqs', region: 'eu-west-1' } }) }],
} satisfies Proof
