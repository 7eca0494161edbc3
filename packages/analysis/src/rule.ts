import type { OperationKind } from '@bulkhead/models'
import type { RepoPath } from '@bulkhead/workspace'
import type { Crossing } from './boundaries/database.js'
import type { Dependency } from './boundaries/dependencies.js'
import type { Link, Loop } from './boundaries/loops.js'
import type { Deployed } from './boundaries/ownership.js'
import type { CheckId, Place } from './finding.js'
import type { TableUses } from './data/ownership.js'
import type { TransactionUses } from './data/transactions.js'
import type { Client } from './limits/clients.js'
import type { Operation } from './operations/operation.js'
import type { Suggestion } from './suggestions/suggestion.js'
import type { Directive } from '@bulkhead/facts'

/** What a rule says of one thing it looked at. Every thing gets exactly one answer, so that what stays silent is counted. */
export type Outcome =
  /** It is as it should be. */
  | { is: 'fine' }
  /** Nothing proves it either way. `why` is for the reader of `bulkhead inspect`. */
  | { is: 'unknown'; at: Place; why: string }
  /**
   * It is wrong. Reports of one cause (`at`) become one finding. `about` names what was judged, for a rule that stands behind another. `subject`: what it is about, where one
   * place may be wrong about several things. `atMost`: it is no error, whatever the rule's severity.
   */
  | { is: 'wrong'; at: Place; message: string; subject?: string; atMost?: 'warn'; about?: string[]; related: { place: Place; message: string }[]; suggestion?: Suggestion }

/** What a rule may ask of a file. */
export interface File {
  readonly path: RepoPath
  /** The operations that the file performs, through wrappers too. */
  operations(kind?: OperationKind): Iterable<Operation>
  /** The clients of databases that the file makes. */
  clients(): Iterable<Client>
  /** The imports that lead into the database layer of another service. */
  crossings(): Iterable<Crossing>
  /** The tables that services use, each told of the file that uses it first. */
  tables(): Iterable<TableUses>
  /** The transactions that the file opens and in which tables are written. */
  transactions(): Iterable<TransactionUses>
  /** The imports that lead into another service and take what does something there. */
  dependencies(): Iterable<Dependency>
  /** How its service depends on others, told by the file in which each dependency is found first; with the loop that is cheapest to cut there. */
  links(): Iterable<{ link: Link; loop?: Loop }>
  /** The services that start from this file; and all that are deployed. */
  deployables(): { here: Deployed[]; all: Deployed[] }
  /** The comments that silence rules. */
  directives(): Iterable<Directive & Place>
}

export interface Rule<Options extends object = object> {
  /** `require-<safeguard>` or `no-<hazard>`; also the file's name. */
  name: string
  check: CheckId
  /** One sentence: what it asks for. */
  summary: string
  /** Why that matters, in the words of an incident. */
  why: string
  /** What to do about a finding. */
  fix: string
  /** What it looks at, as a plural: what the gate says was judged. */
  judges: string
  /** The part of its check that it proves where it finds nothing. Absent: it can fail the check and not carry it. */
  covers?: string
  /** What of the whole repository has to be known for its answers, whichever file they are told of: of the parts of a check one gives them all, with those of the rules that rest on the same. */
  whole?: 'tables' | 'services'
  /** A rule that says more of the same: what it reports is not reported here again. */
  behind?: string
  /** Set in `recommended`; default `error`. `off`: only in `strict`. */
  recommended?: 'error' | 'warn' | 'off'
  /** The options and their defaults. */
  options?: Options
  /** What the options mean, by name. */
  optionTexts?: Record<keyof Options, string>
  find(file: File, options: Options): Iterable<Outcome>
}

/** Declares a rule. The file's default export is all that it takes to have one. */
export const defineRule = <Options extends object>(rule: Rule<Options>): Rule<Options> => rule
