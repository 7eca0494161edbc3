import type { Proof } from '../proof.js'

export default { model: 'unirest.json', scenes: [{ calls: ['module.get(url)'] }] } satisfies Proof
