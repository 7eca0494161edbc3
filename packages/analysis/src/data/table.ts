import type { TableDeed } from '@bulkhead/models'
import type { RepoPath } from '@bulkhead/workspace'
import type { Place } from '../finding.js'
import type { Connection } from './databases.js'

/** What describes a table in the code: a class, a value, a model of a schema file. */
export interface TableDefinition {
  /** Its name in the database, with its schema where one is given. */
  table: string
  /** The name by which code speaks of it. */
  name: string
  library: string
  file: RepoPath
  place: Place
  /** What other definitions its fields lead to, by the field's name. */
  relations: ReadonlyMap<string, () => TableDefinition | undefined>
}

/** A table or a collection, as far as the code tells. */
export interface Table {
  name: string
  /** What describes it; absent where the code only names it. */
  definition?: TableDefinition
  /** What else describes it, where several do that reach one database. */
  others?: TableDefinition[]
  /** The database in which several are known to reach it, where it is one for each of them as far as the code goes. */
  database?: string
}

/** One table that one place of the code defines or reaches. */
export interface DataAccess {
  /** The call, or the definition. */
  at: Place
  file: RepoPath
  kind: TableDeed
  /** A write that changes or removes rows that are there, and brings no new ones. */
  onlyChanges?: true
  /** Undefined where it cannot be told which one. */
  table?: Table
  /** Why not, in words. */
  why?: string
  library: string
  /** The transactions in which it may happen: the one around it first. */
  transactions: Place[]
  /** The calls between this one and the library's own, which is the last. */
  via: Place[]
  /** How the code connects to the database, as far as that can be told; found out when it is asked for. */
  connection(): Connection | undefined
}
