import type { Proof } from '../proof.js'

export default { model: 'probe-image-size.json', scenes: [{}], unproven: { covers: 'a body that is no image ends it' } } satisfies Proof
