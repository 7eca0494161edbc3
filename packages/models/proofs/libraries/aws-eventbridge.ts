import { aws } from '../aws.js'
import type { Proof } from '../proof.js'

export default { model: 'aws-eventbridge.json', ...aws('EventBridge', { method: 'listEventBuses' }) } satisfies Proof
