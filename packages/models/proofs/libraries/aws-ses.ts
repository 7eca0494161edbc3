import { aws } from '../aws.js'
import type { Proof } from '../proof.js'

export default { model: 'aws-ses.json', ...aws('SESv2', { method: 'getAccount' }, { mail: true }) } satisfies Proof
