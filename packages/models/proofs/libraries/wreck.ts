import type { Proof } from '../proof.js'

export default { model: 'wreck.json', scenes: [{}] } satisfies Proof
