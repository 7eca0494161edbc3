export type * from './facts.js'
export { extract } from './extract.js'
export { moduleRecord, type ModuleRecord } from './record.js'
export { Lines } from './lines.js'
