import type { Proof } from '../proof.js'
import { scenes, unproven } from './sequelize.js'

export default { model: 'sequelize-typescript.json', scenes: scenes(), unproven } satisfies Proof
