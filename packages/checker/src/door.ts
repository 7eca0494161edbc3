import type { Examination, Finding, Place, Rule } from '@bulkhead/analysis'
import type { Outline, RepoPath, Workspace } from '@bulkhead/workspace'
import type { RepositoryFacts } from './across/facts.js'
import type { Identity } from './identity/identities.js'
import type { InspectedAccess, InspectedOperation } from './inspect.js'
import type { Part } from './parts/part.js'
import type { Portion } from './parts/portion.js'
import type { ServiceMap } from './service-map.js'

export interface CheckerOptions {
  /** Absolute path of the repository's root. */
  root: string
  /** Path of a configuration that is not found by itself. */
  config?: string
  /** Whether a configuration written in JavaScript or TypeScript may be run. Default true. */
  allowConfigExecution?: boolean
  /** Set every rule to error, those left out of `recommended` too, unless the configuration says otherwise. */
  strict?: boolean
  /** A checker of another state of the same repository: of files that are the same there, nothing is read again. It changes how long an answer takes, and never the answer. */
  before?: Checker
  /** What is known of the repository already; each is good for one checker. */
  outline?: Outline
  /** It is asked again after files have changed on the disk; see `KeptChecker`. */
  stays?: boolean
  /** Threads that read files, at most 2. Left out: as many as save time. It changes how long an answer takes, and never the answer. */
  jobs?: number
}

/** The one door: editor, hook and CI ask this and only this. */
export interface Checker {
  readonly workspace: Workspace
  readonly rules: Rule[]
  /** The findings whose cause is in one file. `text` is what an editor shows before it is saved. Directives are not applied: the host does that. */
  check(path: RepoPath, text?: string): Finding[]
  /** Takes notice of files that have changed on the disk. What an editor showed of them before counts no longer. */
  changed(paths: Iterable<RepoPath>): void
  /** Everything about the repository, directives applied. */
  examine(progress?: (done: number, total: number) => void): Examination
  /** What the rules say of a portion of the repository, to be written down for whoever puts the parts together. `version` is that of who asks. */
  part(portion: Portion, version: string, progress?: (done: number, total: number) => void): Part
  /** Takes over what parts say, by their names: only what none of them covers is judged here. @throws PartError where they do not make one check of what lies here. */
  take(parts: readonly { name: string; part: Part }[], version: string): void
  /** Whether a file still has something of that name at its top: what a finding stood in may have been renamed. */
  declares(path: RepoPath, symbol: string): boolean
  /** What code at a place is known by after lines have moved. */
  identify(place: Place): Identity
  /** Whether a migration in code says how to go back. */
  reverts(path: RepoPath): boolean
  /** Every operation understood, in every file that runs on a server. */
  inspect(): InspectedOperation[]
  /** Every table that a file that runs on a server defines or reaches, and every one that a schema file describes. */
  dataAccesses(): InspectedAccess[]
  /** Where code that runs on a server imports one of some packages for more than its types, in the order of the files. */
  importing(packages: readonly string[]): ImportedPackage[]
  /** Where code that runs on a server calls something of some packages, or loads one for what it does by that, in the order of the files. */
  using(packages: readonly string[]): ImportedPackage[]
  /** What the repository tells others of its services and tables. `version` is that of who asks. */
  facts(repository: string, version: string): RepositoryFacts
  /** The services, what they own, and how they depend on each other; with what a check reports of that. */
  map(progress?: (done: number, total: number) => void, examination?: Examination): ServiceMap
  /** Whose database layer is where, and which files have an import that leaves their service. */
  boundaries(): Boundaries
  /** The same, with every file that defines a database layer, whether anybody reaches for it or not. */
  allBoundaries(): Boundaries
  /** The files that run on no server and lead out of their service all the same: seeds, scripts, tests. */
  exempt(): RepoPath[]
}

/** An import of a package of others, or a use of it. */
export interface ImportedPackage {
  package: string
  file: RepoPath
  line: number
}

export interface Boundaries {
  services: { name: string; directory: RepoPath; libraries?: RepoPath[]; databaseFiles: RepoPath[] }[]
  /** Files and folders of nobody, by the word of the configuration. */
  shared: RepoPath[]
  candidates: RepoPath[]
  edges: { from: RepoPath; to: RepoPath }[]
  /** Imports that reach a file of a foreign database layer and take nothing of it but types, enums and the like. */
  harmless: { from: RepoPath; to: RepoPath }[]
}
