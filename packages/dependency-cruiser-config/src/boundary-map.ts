import type { RepoPath } from '@bulkhead/workspace'

/** A file that passes database files of one service on by re-exporting them. */
export interface Barrel {
  file: RepoPath
  /**
   * True where it passes on nothing but database files of this service: importing any value from it is importing the
   * database. dependency-cruiser sees files, not names, so only such a barrel is proof by itself.
   */
  databaseOnly: boolean
}

/** A service as far as its database is concerned. */
export interface ServiceDatabase {
  /** Unique in the repository. */
  name: string
  /** The folder it lives in; a file belongs to the deepest service above it. Empty or `.` is the repository's root. */
  directory: RepoPath
  /** Folders elsewhere whose files are this service's too, as of a package that it alone uses. */
  libraries?: RepoPath[]
  /** Files that define the database layer: entities, models, schemas, repositories, migrations, clients. */
  databaseFiles: RepoPath[]
  /** Where left out, `withBarrels` finds them in the text of the repository. */
  barrels?: Barrel[]
}

/** Whose database is whose, and which files could reach across. */
export interface BoundaryMap {
  services: ServiceDatabase[]
  /** Files with an import that leaves their service, of any kind, a type alone included. */
  candidates: RepoPath[]
  /** Files that may look behind the boundary because they run on no server: seeds, scripts. Tests need not be named. */
  exempt?: RepoPath[]
  /** Files and folders that belong to nobody, although they lie below the folder of a service. */
  shared?: RepoPath[]
  /** Which service must not depend on which, by name, as the configuration says. */
  forbidden?: { from: string; to: string; issue?: string }[]
}

/** One file of a service uses a file of another service's database layer. */
export interface Edge {
  from: RepoPath
  /** The file that defines what is imported, not the barrel in between. */
  to: RepoPath
}
