import { aws } from '../aws.js'
import type { Proof } from '../proof.js'

export default { model: 'aws-s3.json', hot: true, ...aws('S3', { method: 'listBuckets' }) } satisfies Proof
