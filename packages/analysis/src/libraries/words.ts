import type { Bound } from '@bulkhead/models'

/** What of an operation can be bounded. */
export type ModelLimit = Bound['limit']
