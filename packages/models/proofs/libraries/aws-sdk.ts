import { aws } from '../aws.js'
import type { Proof } from '../proof.js'

export default { model: 'aws-sdk.json', modules: ['@aws-sdk/client-secrets-manager'], ...aws('SecretsManager', { method: 'listSecrets' }) } satisfies Proof
