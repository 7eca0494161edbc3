import { Resident } from './resident.js'

/** Milliseconds without a question after which the process ends. */
const IDLE = 10 * 60_000

const [, , root, idle = IDLE] = process.argv as [string, string, string, string?]
await new Resident(root, Number(idle)).serve()
