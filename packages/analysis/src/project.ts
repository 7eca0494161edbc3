import type { CallRef, FunctionRef, ValueRef } from '@bulkhead/facts'
import type { Model, ParsedSignature, ValueModel } from '@bulkhead/models'
import type { FileScope, RepoPath } from '@bulkhead/workspace'
import { findAccesses, findDefined } from './data/accesses.js'
import { Data } from './data/data.js'
import { filesInOneDatabase } from './data/describing.js'
import { meetingFiles, type Grounds } from './data/meeting.js'
import type { SchemaSource } from './data/schemas.js'
import type { DataAccess } from './data/table.js'
import type { Place } from './finding.js'
import { ambientCall } from './limits/ambient.js'
import { waitOf } from './limits/callers.js'
import type { Wait } from './limits/deadlines.js'
import { boundedClients, clientsIn, makersIn, type Client } from './limits/clients.js'
import { findMakers } from './limits/makers.js'
import { MemberUses } from './limits/member-uses.js'
import { OnServer } from './reach/browser.js'
import { bindingFiles, containerUse, type ContainerUse } from './injection/files.js'
import { Bindings } from './injection/bindings.js'
import { Injection } from './injection/injection.js'
import type { Scopes } from './injection/scopes.js'
import type { Provided } from './limits/provided.js'
import { Libraries, type Library } from './libraries/library.js'
import type { Match } from './libraries/match.js'
import { libraryCalled } from './values/calls.js'
import { further, stepInto, type Instance, type Located, type Meaning, type Site } from './values/meaning.js'
import { heldBy, understoodAs } from './operations/understood.js'
import { Answers } from './values/answers.js'
import { Operation } from './operations/operation.js'
import { Globals } from './values/globals.js'
import { Program, type Source } from './values/program.js'
import { reachesNoPeer } from './operations/no-peer.js'
import { runsOnServer } from './operations/runs.js'
import { Reach } from './reach/reach.js'
import { mentionOf } from './reach/relevance.js'
import { Versions, type VersionSource } from './libraries/versions.js'
import { Understanding, type Understood } from './libraries/understanding.js'
import { findInstances, isUndecided, madeOperations, seenFromInstances } from './operations/instances.js'
import { findMeetings, type Meetings } from './operations/lent.js'
import { calledFunctions, findWrappers, wrappedOperations, type CalledFunction, type Wrappers } from './operations/wrappers.js'

/** What a project needs to know about the repository it is in. */
export interface Surroundings extends Source, SchemaSource, VersionSource {
  /** The files that are looked at: others are read only where these lead to them. */
  files(): RepoPath[]
  scopeOf(path: RepoPath): FileScope
  renamed(): { as: string; name: string }[]
}

/** A whole repository, understood on demand. Whatever a file changes is asked again; nothing else is kept but facts. */
export class Project {
  readonly program: Program
  readonly understanding: Understanding
  private readonly calls = new Answers<CallRef, Understood | null>()
  private direct = new Map<RepoPath, Operation[]>()
  private all = new Map<RepoPath, Operation[]>()
  private readonly called = new Answers<CallRef, CalledFunction[]>()
  private readonly ofLibraries = new Answers<0, { call: CallRef; callee: Meaning & { is: 'library' } }[]>()
  /** Of values: whether something can leave through them. */
  readonly leaving = new Answers<ValueRef, boolean>()
  /** Where in the repository members of a name are written to and called. */
  members = new MemberUses(this)
  private ambients = new Map<string, Provided | 'bare' | 'unknown'>()
  private instances: Map<string, Instance[]> | undefined
  private wrappers: Wrappers | undefined
  private bindings: Bindings | undefined
  private readonly globals: Globals
  private readonly newUnderstanding: (injection?: () => Injection) => Understanding
  private used: ContainerUse | undefined
  private waits = new Map<string, Wait>()
  private readonly onServer: OnServer
  private makers = new Map<string, Match[]>()
  private readonly versions: Versions
  private making: ((program: Program, file: RepoPath) => boolean) | undefined
  private readonly clientLibraries: Library[]
  private reached: Reach | undefined
  private met: Meetings | undefined
  private senders: RepoPath[] | undefined
  private querying: Project | undefined
  private accesses: DataAccess[] | undefined

  /** With `queries`, operations that stay inside a service's own database are looked for too. `known`: another project of the same repository, whose facts are taken over. `before`: one of another state of it. */
  constructor(private readonly surroundings: Surroundings, private readonly models: Model[], private readonly queries = false, known?: Project, before?: Project) {
    this.program = known?.program ?? new Program(surroundings, before?.program)
    this.onServer = known?.onServer ?? new OnServer(this.program, () => surroundings.files(), path => surroundings.scopeOf(path))
    this.versions = known?.versions ?? new Versions(surroundings)
    const libraries = known?.understanding.libraries ?? new Libraries(models, surroundings.renamed())
    this.globals = known?.globals ?? new Globals(this.program, () => this.files(), name => libraries.globalNames.has(name))
    this.newUnderstanding = injection => new Understanding(this.program, libraries, (library, path) => this.versions.of(library, path), this.globals, injection)
    // Which files may bind something depends on what is looked for; without a container, nothing is bound.
    this.understanding = known && known.containers().libraries.length === 0 ? known.understanding : this.newUnderstanding(() => new Injection(this.understanding, this.bound()))
    this.clientLibraries = boundedClients(this.understanding.libraries.all)
  }

  get tracer() { return this.understanding.tracer }

  /** The files that run on a server. */
  files(): RepoPath[] {
    return this.onServer.files()
  }

  /** Those of them from which something leaves: clients are met there, or functions called that have one. The others need not be parsed. */
  sending(): RepoPath[] {
    if (this.senders) return this.senders
    const calling = this.wrapping().calling
    const met = new Set(this.meeting())
    return (this.senders = this.files().filter(file => met.has(file) || calling.has(file)))
  }

  /** The files in which clients of libraries can be met: those that name one, those to which others hand their clients on, and those whose functions are methods there. */
  meeting(): RepoPath[] {
    return this.meetings().files
  }

  /** Those, and the functions among them that classes of other files have for methods. */
  meetings(): Meetings {
    return (this.met ??= findMeetings(this, this.sendingLibraries()))
  }

  /** Some files, in the order in which a look at the whole repository goes through them. */
  ordered(some: ReadonlySet<RepoPath>): RepoPath[] {
    return this.files().filter(file => some.has(file))
  }

  /** The clients of databases that a file makes. */
  clients(file: RepoPath): Client[] {
    this.making ??= makersIn(this.clientLibraries, mentionOf)
    return this.making(this.program, file) ? clientsIn(this, file, new Set(this.clientLibraries)) : []
  }

  /** How the repository makes clients of one kind. None where the library itself has one ready, which nobody need make. */
  makersOf(library: Library, client: string): Match[] {
    const key = `${library.model.library} ${library.model.versions} ${client}`
    let known = this.makers.get(key)
    if (!known) this.makers.set(key, (known = findMakers(this, library, client)))
    return known
  }

  /** The calls of a file that call something of a library. */
  callsOfLibraries(file: RepoPath): { call: CallRef; callee: Meaning & { is: 'library' } }[] {
    return this.ofLibraries.of(file, 0, () => (this.program.facts(file)?.calls ?? []).flatMap((fact, call) => {
      const callee = this.leadsNowhere({ file, call }) ? undefined : this.tracer.meaning({ file, ref: fact.callee })
      return callee?.is === 'library' ? [{ call, callee }] : []
    }))
  }

  /** Whether a callee cannot lead to any operation, as far as a look without following it tells. */
  leadsNowhere({ file, call }: Site): boolean {
    return this.reach.startsNowhere(file, this.program.facts(file)!.calls[call]!.callee)
  }

  /** Takes notice of a file that may have changed, and tells what has. */
  refresh(path: RepoPath): ReturnType<Program['refresh']> {
    const changed = this.program.refresh(path)
    if (changed !== 'nothing') this.forget(path, changed)
    // What is installed is written in no code.
    if (changed === 'imports') this.versions.forget()
    return changed
  }

  /** Which tables the repository defines and reaches, and where. Worked out when it is asked for: it reads every file that comes to do with a database. */
  dataAccesses(): DataAccess[] {
    const data = this.withQueries().data()
    return (this.accesses ??= [...findDefined(data), ...findAccesses(data, data.project.ordered(data.project.reach.reaching))])
  }

  /** The same repository, with the operations that stay inside a service's own database. */
  private withQueries(): Project {
    return this.queries ? this : (this.querying ??= new Project(this.surroundings, this.models, true, this))
  }

  private data(): Data {
    return new Data(this, this.surroundings)
  }

  /** Those of them in which services may meet. In a repository where none reaches over, nothing is read for it. */
  accessesInCommon(grounds: Grounds): DataAccess[] {
    const data = this.withQueries().data()
    const files = new Set([...meetingFiles(this, this.surroundings, grounds), ...filesInOneDatabase(data, this.files(), grounds)])
    return files.size === 0 ? [] : findAccesses(data, this.ordered(files))
  }

  /** The operations that a file performs, its calls of wrappers among them, in source order. */
  operations(file: RepoPath): Operation[] {
    let known = this.all.get(file)
    if (!known) this.all.set(file, (known = [...this.directOperations(file), ...wrappedOperations(this, file, this.wrapping())].toSorted(bySource)))
    return known
  }

  /** The operations whose own call stands in a file. */
  directOperations(file: RepoPath): Operation[] {
    let known = this.direct.get(file)
    if (!known) {
      const facts = this.program.facts(file)
      known = (facts?.calls ?? []).flatMap((_, call) => {
        const found = this.performedBy({ file, call })
        return found.length > 0 && runsOnServer(this, { file, call }) ? found.filter(one => !reachesNoPeer(this, one)) : []
      })
      this.direct.set(file, known)
    }
    return known
  }

  private performedBy(site: Site): Operation[] {
    if (this.leadsNowhere(site)) return []
    const understood = this.understood(site)
    const own = understood && new Operation(this, understood, [site])
    const seen = seenFromInstances(this, site)
    if (own && (seen.length === 0 || !isUndecided(own))) return [own]
    const made = madeOperations(this, seen)
    return made.length > 0 || !own ? made : [own]
  }

  /** The functions of the repository whose callers decide about an operation. */
  wrapping(): Wrappers {
    return (this.wrappers ??= findWrappers(this))
  }

  /** What a call enters, where that is a function of the repository. Calls that a model explains enter none. */
  entered(site: Site): CalledFunction[] {
    return this.called.of(site.file, site.call, () => this.leadsNowhere(site) || this.understood(site) ? [] : calledFunctions(this, site))
  }

  /** How long whoever calls a function waits for it, that many calls away from the operation. */
  waitFor(file: RepoPath, fn: FunctionRef, level: number): Wait {
    const key = `${file}\0${fn}\0${level}`
    let known = this.waits.get(key)
    if (!known) {
      // Functions may call each other round in a circle.
      this.waits.set(key, 'free')
      this.waits.set(key, (known = waitOf(this, file, fn, level)))
    }
    return known
  }

  /** What a call does, seen from its frame. */
  understood(site: Site): Understood | undefined {
    if (site.frame) return this.understand(site)
    return this.calls.of(site.file, site.call, () => this.understand(site) ?? null) ?? undefined
  }

  /** What the last of several calls does, each of which leads to the next: a client that none of its own class holds is held by that of one before. */
  usedWithin(path: Site[]): Understood | undefined {
    const understood = this.understood(path.at(-1)!)
    if (!understood || understood.match.usedBy) return understood
    const usedBy = path.toReversed().map(({ file, call }) => this.classAround(file, call)).find(owner => owner !== undefined)
    return { ...understood, match: { ...understood.match, usedBy } }
  }

  /** How a call fits a meaning that models give to calls, whatever it gives back. */
  callMeans(site: Site, means: ValueModel['means']): Match | undefined {
    const callee = libraryCalled(this.tracer, site)
    return callee ? this.understanding.value(further(callee, path => stepInto(path, site)), means) : undefined
  }

  /** The parts of the program that have tokens of their own. */
  scopes(): Scopes[] {
    return [...this.bound().scopes.values()]
  }

  /** What the repository binds to tokens. It is found without regard to what is bound: the answer must not depend on where one begins. */
  private bound(): Bindings {
    return (this.bindings ??= new Bindings(this.newUnderstanding(), this.containers(), bindingFiles(this.program, this.containers(), this.reach.reaching)))
  }

  private containers(): ContainerUse {
    return (this.used ??= containerUse(this.program, this.files(), this.understanding.libraries))
  }

  /** The objects that the repository makes of a class and of those that extend it. */
  instancesOf(file: RepoPath, owner: number): Instance[] {
    return (this.instances ??= findInstances(this)).get(`${file}\0${owner}`) ?? []
  }

  /** How a function of a library that sets something for the whole process is called anywhere; `bare` where it is not. */
  ambient(library: Library, by: ParsedSignature): Provided | 'bare' | 'unknown' {
    const key = `${library.model.library} ${by.text}`
    let known = this.ambients.get(key)
    if (!known) this.ambients.set(key, (known = ambientCall(this, library, by)))
    return known
  }

  /** The calls in a function and in the functions inside it. */
  callsIn(file: RepoPath, fn: FunctionRef): CallRef[] {
    const facts = this.program.facts(file)!
    const { start, end } = facts.functions[fn]!
    return facts.calls.flatMap((c, i) => c.start >= start && c.end <= end && c.function !== undefined ? [i] : [])
  }

  placeOfSite({ file, call }: Site): Place {
    return this.program.place(file, this.program.facts(file)!.calls[call]!)
  }

  /** Where a value is written, as near as facts tell. */
  placeOf({ file, ref }: Located): Place | undefined {
    const facts = this.program.facts(file)!
    const value = facts.values[ref]!
    switch (value.is) {
      case 'object': case 'array': return this.program.place(file, value)
      case 'call': return this.program.place(file, facts.calls[value.call]!)
      case 'function': return this.program.place(file, facts.functions[value.function]!)
      case 'binding': return this.program.place(file, facts.bindings[value.binding]!)
      default: {
        const entry = facts.values.flatMap(v => v.is === 'object' ? v.entries : []).find(e => e.value === ref)
        return entry && this.program.place(file, entry)
      }
    }
  }

  /** The entry or the assignment that gives a value its name; undefined where it stands elsewhere, as in the arguments of a call. */
  writtenAt({ file, ref }: Located): Place | undefined {
    const facts = this.program.facts(file)!
    const entry = facts.values.flatMap(v => v.is === 'object' ? v.entries : []).find(e => e.value === ref) ?? facts.assignments.find(a => a.value === ref)
    return entry && this.program.place(file, entry)
  }

  /** What the files' texts tell of where things lead. */
  get reach(): Reach {
    return (this.reached ??= new Reach(this.program, this.files(), this.understanding.libraries, this.sendingLibraries(), this.containers().asking, this.globals))
  }

  /** A database stays inside its service: whoever only queries one sends nothing. */
  private sendingLibraries(): Library[] {
    return this.understanding.libraries.all.filter(library => library.operations.length > 0 && (this.queries || library.model.layer !== 'database'))
  }

  private understand({ file, call, frame }: Site): Understood | undefined {
    const site = { file, call, frame }
    if (!frame && this.leadsNowhere(site)) return undefined
    const callee = libraryCalled(this.tracer, site)
    if (!callee) return undefined
    const understood = understoodAs(this.understanding, callee, site)
    return understood && heldBy(understood, this.classAround(file, call))
  }

  private classAround(file: RepoPath, call: CallRef): { file: RepoPath; class: number } | undefined {
    const facts = this.program.facts(file)!
    for (let fn = facts.calls[call]!.function; fn !== undefined; fn = facts.functions[fn]!.parent) {
      const owner = facts.functions[fn]!.class
      if (owner !== undefined) return { file, class: owner }
    }
    return undefined
  }

  /** What is told of values by following imports alone stays, where nobody went from there to the file. Through a container or the global object a value may come to any. */
  private forget(path: RepoPath, changed: 'text' | 'imports'): void {
    const hadNone = this.used?.libraries.length === 0
    this.used = undefined
    this.onServer.forget()
    const isGlobal = this.globals.forget(path)
    this.drop(changed === 'text' && !isGlobal && hadNone && this.containers().libraries.length === 0 ? path : undefined)
  }

  /** Drops what was worked out of the whole, and of values whatever rests on a file, or without one all. */
  private drop(path?: RepoPath): void {
    const before = this.reached?.reaching
    this.reached = undefined
    const resting = path === undefined ? undefined : this.program.restingOn(path)
    this.understanding.forget(resting)
    // Whether a call is looked at at all depends on what its imports lead to, followed or not.
    const asked = path === undefined || before && isEqual(before, this.reach.reaching) ? resting : this.program.leadingTo(path)
    for (const answers of [this.calls, this.called, this.ofLibraries, this.leaving]) answers.forget(asked)
    this.makers = new Map()
    this.direct = new Map()
    this.all = new Map()
    this.ambients = new Map()
    this.members = new MemberUses(this)
    this.wrappers = undefined
    this.instances = undefined
    this.bindings = undefined
    this.waits = new Map()
    this.met = undefined
    this.senders = undefined
    this.accesses = undefined
    if (path === undefined) this.querying = undefined
    else this.querying?.drop(path)
  }
}

const isEqual = (a: ReadonlySet<RepoPath>, b: ReadonlySet<RepoPath>): boolean => a.size === b.size && [...a].every(one => b.has(one))

function bySource(a: Operation, b: Operation): number {
  return a.place.line - b.place.line || a.place.column - b.place.column
}
