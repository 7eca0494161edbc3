import { aws } from '../aws.js'
import type { Proof } from '../proof.js'

export default { model: 'aws-dynamodb.json', ...aws('DynamoDB', { method: 'listTables' }, { keyed: { method: 'transactWriteItems', input: () => ({ TransactItems: [] }) } }) } satisfies Proof
