import type { Effect, OperationKind } from '@bulkhead/models'
import type { RepoPath } from '@bulkhead/workspace'
import type { Place } from '../finding.js'
import { isRepeatRefused, keyOf, type Key } from './keys.js'
import { limitOf, type Limit } from '../limits/limit.js'
import { ineffectiveOf, type Seeming } from '../limits/ineffective.js'
import type { Site } from '../values/meaning.js'
import type { Project } from '../project.js'
import { awaitedInTime } from '../limits/callers.js'
import { raced } from '../limits/races.js'
import { boundSuggestion, keySuggestion, type Suggestion } from '../suggestions/suggestion.js'
import { transactionAround } from './transactions.js'
import { wayTo } from './ways.js'
import type { Understood } from '../libraries/understanding.js'
import type { ModelLimit } from '../libraries/words.js'

/** One call whose meaning a library's model gives: an outbound request, a query, a message sent. */
export class Operation {
  private readonly limits = new Map<ModelLimit, Limit>()
  private seemings: Seeming[] | undefined

  /** `path` leads from the call as it stands in the file, through wrappers of the repository, to the library's own call. */
  constructor(private readonly project: Project, readonly understood: Understood, readonly path: [Site, ...Site[]]) {}

  get kind(): OperationKind { return this.understood.operation.model.kind }
  get effect(): Effect | undefined { return this.understood.operation.model.effect }
  get library(): string { return this.understood.library.model.library }
  get file(): RepoPath { return this.path[0].file }
  /** The library's own call. */
  get site(): Site { return this.path.at(-1)! }
  /** Whether the call goes through functions of the repository that forward their caller's address or options. */
  get wrapped(): boolean { return this.path.length > 1 }
  /** Whether calls of the function around it are in sight, and decide what is open about it. */
  get isDecidedByCallers(): boolean { return this.project.wrapping().decided.has(wayTo(this.path)) }
  /** The call as it stands in the file. */
  get place(): Place { return this.project.placeOfSite(this.path[0]) }
  /** The calls on the way, from the outermost inwards, the library's own last. */
  get via(): Place[] { return this.path.slice(1).map(site => this.project.placeOfSite(site)) }
  /** The library's own call. */
  get sitePlace(): Place { return this.project.placeOfSite(this.site) }
  /** By what rules that judge it know it again: the way to it, and the library's own call whichever way leads there. */
  get about(): [way: string, call: string] {
    const calls = this.path.map(({ file, call }) => `${file}#${call}`)
    return [calls.join(' '), calls.at(-1)!]
  }

  /** How long a silent peer can hold it where nothing bounds it, in ms: no bound, but the patience of what is under its library. */
  get patience(): number | 'unknown' | 'forever' {
    const { library: { model: { patience } } } = this.understood
    if (!patience) return 'forever'
    return this.project.understanding.isIn(patience.versions, this.understood, this.site.file) ? patience.ms : 'unknown'
  }

  /** The provider itself turns a repetition down. */
  get repeatIsRefused(): boolean { return isRepeatRefused(this.project, this.understood, this.site) }
  /** Enqueueing and the like: a key is good practice, and its absence mostly no defect. */
  get keyIsOptional(): boolean { return this.understood.operation.idempotency?.model.optional ?? false }

  limit(name: ModelLimit): Limit {
    let known = this.limits.get(name)
    if (!known) this.limits.set(name, (known = this.findLimit(name)))
    return known
  }

  /** The call that would have to change for a limit to hold: where the client is made, else the request itself. */
  causeOf(limit: Limit & { state: 'unlimited' }): Place {
    return this.project.placeOfSite(limit.at)
  }

  /** What the code says that reads like a bound of it and is none, as far as it is written in the open. */
  ineffective(): Seeming[] {
    return (this.seemings ??= ineffectiveOf(this.project, this.understood, this.path))
  }

  /** The number that bounds it, where that is known for certain in every version that may be in use, and where it is written. */
  duration(name: ModelLimit): { amount: number; unit: 'ms' | 's'; readonly place: Place } | undefined {
    const limit = this.limit(name)
    if (limit.state !== 'set' || !limit.duration) return undefined
    const { amount, unit, at } = limit.duration
    const others = this.project.understanding.alternatives(this.understood, this.site.file)
    const same = others?.every(other => { const one = limitOf(this.project, other, this.site, name); return one.state === 'set' && one.duration?.unit === unit && one.duration.amount === amount })
    const { project, sitePlace } = this
    return same ? { amount, unit, get place() { return project.writtenAt(at) ?? project.placeOf(at) ?? sitePlace } } : undefined
  }

  /** Whether it carries an idempotency key; undefined where its provider takes none. */
  key(): Key | undefined {
    return keyOf(this.project, this.understood, this.site)
  }

  /** A change of the call that would have to change, by which the limit holds. */
  boundSuggestion(limit: Limit & { state: 'unlimited' }): Suggestion | undefined {
    return boundSuggestion(this.project, this, limit)
  }

  /** A change of the library's own call that gives the key its place. */
  keySuggestion(): Suggestion | undefined {
    return keySuggestion(this.project, this)
  }

  /** The call that opened the transaction around it. */
  transaction(): Place | undefined {
    const around = transactionAround(this.project, this.path[0])
    return around && this.project.placeOfSite(around)
  }

  /** Where the client was made, where that is in the repository. */
  get client(): Place | undefined {
    const made = this.understood.match.layers.slice(1).find(layer => layer.site)?.site
    return made && this.project.placeOfSite(made)
  }

  private findLimit(name: ModelLimit): Limit {
    const own = limitOf(this.project, this.understood, this.site, name)
    if (own.state === 'set' || name !== 'timeout') return own
    // What waits for the call may stop waiting, at any of the calls on the way.
    const waits = this.path.map(site => raced(this.project, site))
    if (waits.includes('bounded')) return { state: 'set', value: 'a race against a timer' }
    const callers = own.state === 'unlimited' ? awaitedInTime(this.project, this.path[0]) : 'free'
    if (callers === 'bounded') return { state: 'set', value: 'everyone who waits for it stops after a time' }
    return waits.includes('unknown') || callers === 'unknown' ? { state: 'unknown', why: 'what it is raced against cannot be read' } : own
  }
}
