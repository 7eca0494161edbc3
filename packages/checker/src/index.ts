export { createChecker, type Boundaries, type Checker, type CheckerOptions } from './checker.js'
export type { InspectedAccess, InspectedOperation, Spot } from './inspect.js'
export type * from './service-map.js'
