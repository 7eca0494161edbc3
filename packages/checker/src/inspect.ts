import type { DataAccess, Limit, Operation, Place } from '@bulkhead/analysis'
import type { RepoPath, Workspace } from '@bulkhead/workspace'

/** A line of a file. */
export interface Spot {
  file: RepoPath
  line: number
}

/** One operation as it was understood: the answer to "why is this silent?". */
export interface InspectedOperation extends Spot {
  kind: string
  library: string
  column: number
  service?: string
  scope: string
  effect?: string
  limits: { limit: string; state: Limit['state']; value?: string; source?: Spot; why?: string }[]
  idempotency?: { state: 'set' | 'missing' | 'fresh' | 'unknown'; source?: Spot; why?: string }
  transaction?: Spot
  /** The calls between this one and the library's own, which is the last. Empty where this is the library's own. */
  via: Spot[]
  client?: Spot
}

/** A table that is defined or reached, in words and lines. */
export interface InspectedAccess extends Spot {
  column: number
  kind: DataAccess['kind']
  /** A write that changes or removes rows that are there, and brings no new ones. */
  changes?: true
  /** Absent where it cannot be told which one; `why` says what stands in the way. */
  table?: string
  why?: string
  library: string
  service?: string
  /** Where the table is described. */
  definition?: Spot
  transaction?: Spot
  via: Spot[]
}

/** Puts an access to a table into words and lines. */
export function inspectAccess({ at, kind, onlyChanges, table, why, library, transactions, via }: DataAccess, workspace: Workspace): InspectedAccess {
  return {
    file: at.file, line: at.line, column: at.column, kind, ...(onlyChanges && { changes: onlyChanges }), table: table?.name, why, library, service: workspace.serviceOf(at.file)?.name,
    definition: spot(table?.definition?.place), transaction: spot(transactions[0]), via: via.map(place => spot(place)!),
  }
}

/** Puts an operation into words and lines. */
export function inspectOperation(operation: Operation, workspace: Workspace): InspectedOperation {
  const { file, line, column } = operation.place
  const key = operation.key()
  return {
    kind: operation.kind, library: operation.library, file, line, column, service: workspace.serviceOf(file)?.name, scope: workspace.scopeOf(file), effect: operation.effect,
    limits: WAITING.has(operation.kind) ? [limitOf(operation)] : [],
    idempotency: key && { state: key.state, source: 'source' in key ? spot(key.source) : undefined, why: key.state === 'unknown' ? key.why : undefined },
    transaction: spot(operation.transaction()),
    via: operation.via.map(place => spot(place)!),
    client: spot(operation.client),
  }
}

/** What waits for the answer of another machine, and is to have a limit on the call. */
const WAITING = new Set<Operation['kind']>(['http.request', 'mail.send', 'remote.call'])

function limitOf(operation: Operation): InspectedOperation['limits'][number] {
  const limit = operation.limit('timeout')
  switch (limit.state) {
    case 'set': return { limit: 'timeout', state: 'set', value: limit.value, source: spot(limit.source) }
    case 'unknown': return { limit: 'timeout', state: 'unknown', why: limit.why }
    case 'unlimited': return { limit: 'timeout', state: 'unlimited', source: spot(limit.source ?? operation.causeOf(limit)), why: limit.because }
  }
}

const spot = (place: Place | undefined): Spot | undefined => place && { file: place.file, line: place.line }
