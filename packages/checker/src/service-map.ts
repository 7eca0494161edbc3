import type { RepoPath } from '@bulkhead/workspace'
import type { Spot } from './inspect.js'

/** The services of a repository, what they own, and how they depend on each other. Names stand for things, so that it can be written down; everything is in a stable order. */
export interface ServiceMap {
  services: MappedService[]
  links: MappedLink[]
  tables: MappedTable[]
  queues: MappedQueue[]
  /** What is done to something of which nobody can say which it is. */
  unread: Unread[]
}

export interface MappedService {
  name: string
  directory: RepoPath
  kind: 'deployable' | 'module' | 'configured'
  confidence: 'sure' | 'likely' | 'guess'
  owners: string[]
}

/**
 * - `broken`: `bulkhead check` reports it.
 * - `unjudged`: nothing says whether it may be.
 * - `fine`: the rest.
 */
export type Standing = 'fine' | 'broken' | 'unjudged'

/** All the ways in which one service depends on another. */
export interface MappedLink {
  from: string
  to: string
  imports: Spot[]
  calls: Spot[]
  standing: Standing
  /** The rules that report it. */
  rules: string[]
}

export interface MappedTable {
  name: string
  /** The service whose it is, and what that rests on. */
  owner?: string
  because?: 'configured' | 'defines' | 'fills'
  definition?: Spot
  uses: TableUse[]
  /** What code that belongs to no service does to it. */
  outside: { reads: Spot[]; writes: Spot[] }
}

/** What one service does to a table. */
export interface TableUse {
  service: string
  reads: Spot[]
  writes: Spot[]
  /** It goes over the owner's head: it reads or writes what is another's, and the configuration does not accept that. */
  foreign: { reads: boolean; writes: boolean }
  standing: Standing
  rules: string[]
}

/** The queues of one library, as far as they can be told apart. */
export interface MappedQueue {
  library: string
  publishers: { service: string; at: Spot[] }[]
  consumers: { service: string; at: Spot[] }[]
}

export interface Unread {
  service: string
  what: 'address' | 'table'
  at: Spot[]
}
