import type { AttestationEntry, EvidenceEntry, Policy } from './configuration/gate-schema.js'
import type { Constraints } from './configuration/schema.js'
import type { DeclaredTable } from './configuration/tables.js'

/** Every path is relative to the repository's root, with forward slashes. */
export type RepoPath = string

/**
 * - `production`: runs on a server.
 * - `browser`: runs only in a browser, by evidence (`'use client'`, a package of a front-end bundler without a server).
 * - `test`, `script` (run by hand or at build time), `generated`.
 */
export type FileScope = 'production' | 'browser' | 'test' | 'script' | 'generated'

/** Something taken as true without being declared, and what that rests on. */
export interface Assumption {
  /** What is assumed, as one sentence. */
  what: string
  /** What it rests on: files of the repository, relative to its root. */
  evidence: RepoPath[]
  /** The configuration key that would say otherwise. */
  configure?: string
}

/** What one file of the repository gives a program for environment variables. */
export interface Environment {
  /** `.env.example`, or the path of a compose file: where several programs have one of that name, they mean one place to run. */
  name: string
  values: ReadonlyMap<string, string>
}

export interface RepoPackage {
  name: string
  directory: RepoPath
  /** Its own dependencies of every kind: name to range. */
  dependencies: Record<string, string>
}

/** A part of the system that owns its code and its data. */
export interface Service {
  /** Unique in the repository. */
  name: string
  /** The folder it lives in; a file belongs to the deepest service above it. */
  directory: RepoPath
  /** Folders of packages that this service alone uses: their files belong to it too. */
  libraries?: RepoPath[]
  /** `deployable` runs by itself; `module` is a bounded part of a deployable; `configured` is named in the configuration. */
  kind: 'deployable' | 'module' | 'configured'
  /** How sure it is that this is a service. What is configured is sure. */
  confidence: 'sure' | 'likely' | 'guess'
  /** True for a bounded part of a program, which is not deployed by itself. */
  part?: true
  /** From the configuration, CODEOWNERS, the catalogue of components or the package.json. */
  owners: string[]
  /** The names under which the others in its network reach it. */
  hosts?: string[]
  /** Globs, from its folder, of the files that others may import, where the configuration says so. */
  entry?: string[]
  /** Why it is taken for a service. */
  evidence: { reason: string; file?: RepoPath }[]
}

/** What of a service, or of a package that belongs to it, others may import. */
export interface PublicEntry {
  /** What says so; `nothing`: it is deployed by itself, and nothing of it is offered. */
  by: 'configuration' | 'exports' | 'main' | 'index' | 'nothing'
  /** The same in words, as `\`exports\` of services/orders/package.json`. */
  what: string
  /** The files that are imported by it, as far as they are named. */
  files: RepoPath[]
  /** Whether an import of a file by this specifier goes through it. */
  opens(target: RepoPath, specifier: string): boolean
}

export type Resolution =
  | { is: 'file'; path: RepoPath }
  /**
   * A package that is not part of the repository. `module` is the specifier without a version, such as `pg` or
   * `drizzle-orm/pg-core`. `path` is where in the repository the library's generated code is or would be. `as` is the
   * name under which it is installed, where that is another: its version is the one declared under that name.
   */
  | { is: 'library'; name: string; module: string; path?: RepoPath; as?: string }
  | { is: 'builtin'; module: string }
  /** Data or style: understood and of no interest. */
  | { is: 'asset'; path: RepoPath }
  | { is: 'unresolved'; reason: string }

/** What could not be looked at, and the shortest remedy. */
export interface NotJudged {
  path?: RepoPath
  reason: string
  remedy?: string
  /** It may go by itself: nobody should remember it. */
  passing?: true
}

export type Severity = 'error' | 'warn' | 'off'

/** What the configuration decides about one service depending on another; `from` and `to` are names or patterns of names. */
export interface Edge {
  from: string
  to: string
  is: 'allowed' | 'deprecated' | 'forbidden'
  /** The last day on which a deprecated edge is allowed, as `2027-01-31`. */
  until?: string
  issue?: string
}

/** What has happened on a disk. */
export interface Changes {
  /** Files that may have another text. */
  texts: RepoPath[]
  /** Code came or went, or what the repository is may be another: it has to be opened anew. */
  outline: boolean
}

/** The configuration in force, defaults filled in. */
export interface Config {
  /** Where it was read from; absent where there is none. */
  file?: RepoPath
  services: { name: string; path: string; owners?: string[]; entry?: string[] }[]
  /** Owners by the name of a service, or by a glob of paths. */
  owners: Record<string, string[]>
  edges: Edge[]
  /** Files of other tools that the gate takes for evidence, relative to the root. */
  evidence: EvidenceEntry[]
  /** What people say that no file shows. */
  attestations: AttestationEntry[]
  policy: Policy
  /** What the system has to hold. */
  constraints: Constraints
  /** Globs of code that belongs to no service and that all may use. */
  shared: string[]
  ignore: string[]
  scopes: Partial<Record<FileScope, string[]>>
  rules: Record<string, { severity: Severity; options: Record<string, unknown> }>
  /** Paths of further model files, relative to the configuration. */
  models: string[]
  /** By the name of a table, which may hold `*`: the service that owns it, and those that may use it beside (`true`: all). */
  tables: Record<string, { owner?: string; accept?: true | string[] }>
  /** The databases, by a name that means the same in every repository, and the services that reach each; without services, all code. */
  databases: { name: string; services?: string[] }[]
  suppressions: {
    /** A directive that silences a rule has to say why. */
    requireReason: boolean
  }
  waivers: {
    /** For how many days a waiver may hold at most. */
    longest: number
  }
  baseline: {
    /** Rules whose findings never go into the baseline. */
    never: string[]
  }
}

/** That something may stay as it is for a while: what, why, who answers for it, and until when. */
export interface Waiver {
  /** What directives in the code point at it by; with it, a waiver holds only where one does. */
  id?: string
  /** Either a rule or a check of the gate. */
  rule?: string
  check?: string
  /** A glob of files; absent: all. */
  scope?: string
  service?: string
  because: 'accepted-risk' | 'mitigated-elsewhere' | 'planned' | 'third-party' | 'wrong-finding'
  reason: string
  owner: string
  issue: string
  /** Days, as `2027-01-31`; `until` is the last on which it holds. */
  created: string
  until: string
  /** Whether it is about a file of a service. */
  covers: (file: RepoPath, service: string | undefined) => boolean
}

export interface Explanation {
  path: RepoPath
  scope: FileScope
  service?: string
  owners: string[]
  /** One sentence a step, in the order in which it was decided. */
  because: string[]
}

/** What this repository is. Built once; answers questions from then on. */
export interface Workspace {
  /** Absolute path of the repository's root. */
  readonly root: string
  readonly config: Config
  readonly packages: RepoPackage[]
  readonly services: Service[]
  readonly assumptions: Assumption[]
  readonly notJudged: NotJudged[]
  /** Every file that may hold code, sorted; ignored ones left out. */
  files(): RepoPath[]
  /** Every file whose name ends so, code or not, sorted; ignored ones left out. */
  filesEnding(ending: string): RepoPath[]
  /** The file's text, or undefined where there is none. */
  read(path: RepoPath): string | undefined
  resolve(specifier: string, from: RepoPath): Resolution
  /** The packages that some package.json installs under a name of its own. */
  renamed(): { as: string; name: string }[]
  serviceOf(path: RepoPath): Service | undefined
  /** Through what a file is to be reached from outside its service; undefined where nothing says so. */
  entryOf(path: RepoPath): PublicEntry | undefined
  packageOf(path: RepoPath): RepoPackage | undefined
  /** The folder of the package that a file is part of. */
  packageFolder(path: RepoPath): RepoPath
  /** The folder of the program that a file is part of: of what is deployed by itself, else of its package. */
  programOf(path: RepoPath): RepoPath
  /** What files that git keeps give the program in a folder for environment variables. */
  environmentsOf(program: RepoPath): readonly Environment[]
  /** The schema from which generated code is made that a specifier leads to. */
  schemaBehind(specifier: string, from: RepoPath): RepoPath | undefined
  scopeOf(path: RepoPath): FileScope
  ownersOf(path: RepoPath): string[]
  /** Everybody who owns anything. */
  everyOwner(): ReadonlySet<string>
  /** The file that names the owners of a service; undefined where the configuration does, or nothing. */
  ownersFile(service: string): RepoPath | undefined
  /** What the configuration says of a table. */
  declaredTable(table: string): DeclaredTable
  /** How the configuration calls the database that a service reaches, or code of no service. */
  databaseOf(service: string | undefined): string | undefined
  /** What the configuration decides about one service depending on another; undefined where it says nothing. */
  edgeBetween(from: Service, to: Service): Edge | undefined
  /** The version range of a library that is in force for a file: from the nearest package.json that names it. */
  versionOf(library: string, path: RepoPath): string | undefined
  /** The versions of a library that the nearest lockfile installs, wherever in the repository they are used. */
  lockedVersionsOf(library: string, path: RepoPath): string[]
  explain(path: RepoPath): Explanation
  /** Digests of what was looked for beside the files that git would keep, there or not: every other answer rests on those alone. */
  restsOn(): ReadonlyMap<RepoPath, string>
  /** What has happened on the disk since it was opened, or asked this before; `among`: the only paths at which something may have. Only of a workspace that was opened to stay; of any other, that all may be new. */
  changes(among?: Iterable<RepoPath>): Changes
  /** Forgets what was remembered of files whose text changed, came or went. `files()` stays as it was opened. */
  forget(paths: readonly RepoPath[]): void
}
