import { aws } from '../aws.js'
import type { Proof } from '../proof.js'

export default { model: 'aws-sqs.json', hot: true, ...aws('SQS', { method: 'getQueueUrl', input: () => ({ QueueName: 'orders' }) }, { keyed: { method: 'sendMessage', input: ({ url }) => ({ QueueUrl: `${url}/1/orders.fifo`, MessageBody: 'order', MessageGroupId: 'orders' }) } }) } satisfies Proof
