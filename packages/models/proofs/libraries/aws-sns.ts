import { aws } from '../aws.js'
import type { Proof } from '../proof.js'

export default { model: 'aws-sns.json', ...aws('SNS', { method: 'listTopics' }, { keyed: { method: 'publish', input: () => ({ TopicArn: 'arn:aws:sns:eu-west-1:1:orders.fifo', Message: 'order', MessageGroupId: 'orders' }) } }) } satisfies Proof
