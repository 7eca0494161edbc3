import { compare, intersects, minVersion, subset } from 'semver'
import type { ClassRef, FunctionRef, Member } from '@bulkhead/facts'
import type { ValueModel } from '@bulkhead/models'
import type { RepoPath } from '@bulkhead/workspace'
import { packageOf, type Libraries, type Library, type LibraryOperation, type LibraryValue } from './library.js'
import { Callbacks } from './callbacks.js'
import { inContext } from './contexts.js'
import { isRange } from './versions.js'
import { clientOf, givenBy, givenClient, isOwnDefaults, matchPath, type Match } from './match.js'
import { argumentsOf } from '../values/calls.js'
import { installedAs, type AccessPath, type Arguments, type Located, type Meaning, type Passing } from '../values/meaning.js'
import type { Globals } from '../values/globals.js'
import type { Program } from '../values/program.js'
import { Tracer } from '../values/trace.js'

/** Above all versions that there are. */
const NEWEST = '99999.0.0'

/** What a call does, according to the model of its library. */
export interface Understood {
  library: Library
  operation: LibraryOperation
  match: Match
  path: AccessPath
  /** What else the call may do: in other versions of the library, or through another client, where it is not known which one is in use. */
  rivals?: Understood[]
  /** It may as well go through something of which no model tells that it does. */
  beside?: boolean
}

/** What comes from outside of a function or a class: whatever runs or makes it gives it. */
export interface Injected {
  parameter(file: RepoPath, fn: FunctionRef, index: number): Meaning | undefined
  holdsAll(file: RepoPath, fn: FunctionRef, index: number): boolean
  part(file: RepoPath, fn: FunctionRef, index: number, name: string): Meaning | undefined
  field(file: RepoPath, owner: ClassRef, member: Member): Meaning | undefined
  asked(path: AccessPath): Meaning | undefined
}

/** Facts and models together: tells what a path means. */
export class Understanding {
  readonly tracer: Tracer
  private readonly inForce = new Map<string, Library[]>()
  private readonly callbacks = new Callbacks(this)
  private injected: Injected | undefined

  /** Without `injection`, what comes from outside is not looked for. */
  constructor(readonly program: Program, readonly libraries: Libraries, private readonly versionOf: (library: string, path: RepoPath) => string | undefined, globals: Globals, private readonly injection: () => Injected | undefined = () => undefined) {
    this.tracer = new Tracer(program, {
      passing: callee => this.passing(callee), isClient: path => this.isClient(path), clientMadeBy: path => this.clientMadeBy(path), isMode: path => this.isMode(path),
      isAddress: path => path.module === 'global' && this.value({ is: 'library', path }, 'address') !== undefined,
      requestsOf: path => this.requestsOf(path), isModelled: module => this.libraries.of(module).length > 0, isKeeper: path => this.value({ is: 'library', path }, 'keeper') !== undefined,
      handed: (file, fn, index) => this.callbacks.handed(file, fn, index) ?? this.outside()?.parameter(file, fn, index), holdsAll: (file, fn, index) => this.outside()?.holdsAll(file, fn, index) ?? false,
      givenToCallback: (method, argument, index, file) => this.callbacks.givenToCallback(method, argument, index, file),
      part: (file, fn, index, name) => this.outside()?.part(file, fn, index, name),
      behind: path => this.libraries.valuesOf(path.module).length > 0 ? this.value({ is: 'library', path }, 'memo')?.layers[0]?.given.get('run') : undefined,
      field: (file, owner, member) => this.outside()?.field(file, owner, member), asked: path => this.libraries.asks(path.module) ? inContext(this, path) ?? this.outside()?.asked(path) : undefined,
      ran: path => this.ran(path), constant: path => this.constant(path), isOwnDefaults: path => isOwnDefaults(this.tracer, this.libraries.of(path.module), path),
    }, globals)
  }

  /** Forgets all that was worked out, or what was worked out about some files. What is injected is no file's own. */
  forget(files?: Iterable<RepoPath>): void {
    if (!files) this.injected = undefined
    this.tracer.forget(files)
  }

  private outside(): Injected | undefined {
    return (this.injected ??= this.injection())
  }

  /** The models that hold for the version of a path's module that a file uses. */
  librariesAt(path: AccessPath, file: RepoPath): Library[] {
    const all = this.libraries.of(path.module)
    if (all.length < 2) return all
    const key = `${path.module}\0${installedAs(path) ?? ''}\0${file}`
    let known = this.inForce.get(key)
    if (!known) this.inForce.set(key, (known = this.choose(all, path, file)))
    return known
  }

  /** What a call does whose callee and arguments end in this path. */
  operation(path: AccessPath, file: RepoPath): Understood | undefined {
    for (const library of this.librariesAt(path, file))
      for (const operation of library.operations) {
        const match = this.firstMatch(library, operation.calls, path)
        if (match && !this.firstMatch(library, operation.except, path)) return { library, operation, match, path, rivals: this.rivals(library, path, file) }
      }
    return undefined
  }

  /** The other versions' answers, where the repository does not say which version it is, or allows several that differ. */
  private rivals(library: Library, path: AccessPath, file: RepoPath): Understood[] | undefined {
    const others = this.othersInUse(library, path, file)
    return others.length === 0 ? undefined : others.flatMap(other => this.inVersion(other, path) ?? [])
  }

  /** What a call does in the other versions that may be in use, and through its other clients. Undefined where a version may be in use of which no model speaks, or in which the call is none that a model knows. */
  alternatives({ library, path, rivals = [] }: Understood, file: RepoPath): Understood[] | undefined {
    const others = this.othersInUse(library, path, file)
    const inUse = this.inUse(library, path, file)
    if (inUse !== undefined && isWithin(inUse, [library, ...others].map(one => one.model.versions).join(' || ')) !== true) return undefined
    const versions = others.map(other => this.inVersion(other, path))
    return versions.includes(undefined) ? undefined : [...versions as Understood[], ...rivals.filter(rival => !others.includes(rival.library))]
  }

  /** Whether the version in use is one of a range; undefined where it may be and may not. */
  isIn(versions: string | undefined, { library, path }: Understood, file: RepoPath): boolean | undefined {
    if (versions === undefined) return true
    const inUse = this.inUse(library, path, file)
    if (inUse === undefined) return undefined
    return isWithin(inUse, versions)
  }

  /** Whether a module of which no model need speak is of a range in a file; undefined where it may be and may not. One that nothing names or declares is the newest. */
  isModuleIn(versions: string | undefined, module: string | undefined, file: RepoPath): boolean | undefined {
    if (versions === undefined) return true
    const declared = module === undefined ? undefined : this.versionOf(packageOf(module), file)
    const inUse = declared !== undefined && isRange(declared) ? declared : NEWEST
    return isWithin(inUse, versions)
  }

  /** The models of the same library that hold for other versions which a file may use. */
  private othersInUse(library: Library, path: AccessPath, file: RepoPath): Library[] {
    const others = this.libraries.of(path.module).filter(other => other !== library && isRival(library, other, path.module))
    const inUse = others.length === 0 ? undefined : this.inUse(library, path, file)
    if (inUse === undefined) return others
    return isWithin(inUse, library.model.versions) === true ? [] : others.filter(other => intersects(inUse, other.model.versions))
  }

  /** The range of versions in use; undefined where nothing declares it. What is no range, such as a tag, is taken for the newest that a model knows. */
  private inUse(library: Library, path: AccessPath, file: RepoPath): string | undefined {
    const range = this.declared(library, path, file)
    return range === undefined || isRange(range) ? range : library.model.versions
  }

  /** The range of versions that the package.json and the lockfile give, under the name by which the package is installed. */
  private declared(library: Library, path: AccessPath, file: RepoPath): string | undefined {
    return this.versionOf(installedAs(path) ?? library.packageAt(path.module), file)
  }

  /** What a call does in another version of its library. */
  private inVersion(library: Library, path: AccessPath): Understood | undefined {
    for (const operation of library.operations) {
      const match = this.firstMatch(library, operation.calls, path)
      if (match) return { library, operation, match, path }
    }
    return undefined
  }

  /** The client that a path is, if it is one. */
  client(path: AccessPath, file: RepoPath): { library: Library; match: Match } | undefined {
    for (const library of this.librariesAt(path, file))
      for (const name of library.clients.keys()) {
        const match = clientOf(this.tracer, library, path, name)
        if (match) return { library, match }
      }
    return undefined
  }

  /** How a path fits one of the values that mean something wherever they are met. What may be something else as well has to mean the same there. */
  value(meaning: Meaning, means: ValueModel['means']): Match | undefined {
    if (meaning.is !== 'library' || meaning.or?.some(path => !this.valueAt(path, means))) return undefined
    return this.valueAt(meaning.path, means)?.match
  }

  private valueAt(path: AccessPath, means: ValueModel['means']): { value: LibraryValue; match: Match } | undefined {
    for (const value of this.libraries.valuesOf(path.module)) {
      if (value.means !== means) continue
      const match = matchPath(this.tracer, value.library, path, value.signature)
      if (match) return { value, match }
    }
    return undefined
  }

  /** The call that waits for something no longer than a time, or that makes a client which does so with what it is made with. */
  deadline(path: AccessPath): { library: Library; match: Match } | undefined {
    const found = this.valueAt(path, 'deadline')
    if (found) return { library: found.value.library, match: found.match }
    for (const { means, library, signature } of this.libraries.valuesOf(path.module)) {
      const match = means === 'deadline' && path.step?.is === 'call' ? clientOf(this.tracer, library, path, signature.root) : undefined
      if (match?.layers[0]?.given.has('awaited')) return { library, match }
    }
    return undefined
  }

  /** The function that a call runs because its client was made with it, and what the call hands to it. */
  private ran(path: AccessPath): { fn: Located } & Arguments | undefined {
    const found = path.step?.is === 'call' ? this.valueAt(path, 'deadline') : undefined
    const fn = found?.match.layers.slice(1).find(({ given }) => given.has('awaited'))?.given.get('awaited')
    const last = found?.value.signature.steps.at(-1)
    if (!fn || last?.is !== 'call' || path.step?.is !== 'call') return undefined
    if (!last.rest) return { fn, args: [], spread: 0 }
    const { args, spread } = argumentsOf(this.tracer, path.step.site)
    const own = last.parameters.length - 1
    return { fn, args: args.slice(own), spread: spread === undefined ? undefined : Math.max(0, spread - own) }
  }

  private constant({ module, step, parent }: AccessPath): string | number | undefined {
    if (step?.is !== 'member' || parent?.parent?.step) return undefined
    const name = parent?.step?.is === 'member' ? `${parent.step.name}.${step.name}` : step.name
    for (const { constants } of this.libraries.of(module)) if (constants.has(name)) return constants.get(name)
    return undefined
  }

  private isMode(path: AccessPath): boolean {
    return path.module === 'global' && path.step?.is === 'member' && this.value({ is: 'library', path }, 'mode') !== undefined
  }

  private isClient(path: AccessPath): boolean {
    const { module, step } = path
    if (step?.is !== 'typed' && step?.is !== 'call') return false
    return this.libraries.of(module).some(library => step.is === 'typed'
      ? [...library.clients].some(([name, client]) => step.name === givenClient(name) || client.isType(step.name) || step.of !== undefined && client.isType(`${step.of}.${step.name}`))
      : [...library.clients.keys()].some(name => clientOf(this.tracer, library, path, name)))
  }

  private clientMadeBy(path: AccessPath): Meaning | undefined {
    for (const library of this.libraries.of(path.module))
      for (const [name, { made }] of library.clients) {
        const makes = made.some(signature => signature.steps.at(-1)?.is === 'call' && matchPath(this.tracer, library, path, { ...signature, steps: signature.steps.slice(0, -1) }))
        if (makes) return { is: 'library', path: givenBy(path.module, name) }
      }
    return undefined
  }

  /** Those that stand side by side in one signature are alike; one that stands alone, such as `request`, is called otherwise. */
  private requestsOf(path: AccessPath): string[] {
    const names = new Set<string>()
    for (const library of this.libraries.of(path.module))
      for (const { model, calls, idempotency } of library.operations) for (const signature of model.kind === 'http.request' && !idempotency ? calls : []) {
        const steps = signature.steps.slice(0, -2)
        const last = signature.steps[steps.length]
        if (last?.is === 'member' && Array.isArray(last.names) && last.names.length > 1 && matchPath(this.tracer, library, path, { ...signature, steps })) for (const name of last.names) names.add(name)
      }
    return [...names]
  }

  private firstMatch(library: Library, signatures: LibraryOperation['calls'], path: AccessPath): Match | undefined {
    for (const signature of signatures) {
      const match = matchPath(this.tracer, library, path, signature)
      if (match) return match
    }
    return undefined
  }

  /** Of several models for one module, those whose versions the repository may use; where it does not say, the newest. */
  private choose(all: Library[], path: AccessPath, file: RepoPath): Library[] {
    return all.filter(library => {
      const rivals = all.filter(other => isRival(library, other, path.module))
      if (rivals.length < 2) return true
      const range = this.declared(library, path, file)
      const met = range !== undefined && isRange(range) ? rivals.filter(r => intersects(range, r.model.versions)) : []
      return library === newest(met.length > 0 ? met : rivals)
    })
  }

  /** Only the last call step is asked, so this must not look at arguments: it would ask itself again. */
  private passing(callee: Meaning): Passing | undefined {
    if (callee.is !== 'library') return undefined
    const passing = this.passingBy(callee.path)
    return callee.or?.some(path => this.passingBy(path) !== passing) ? undefined : passing
  }

  private passingBy(callee: AccessPath): Passing | undefined {
    for (const { means, signature } of this.libraries.valuesOf(callee.module)) {
      if (!isPassing(means)) continue
      const steps = signature.steps.slice(0, -1)
      let path: AccessPath | undefined = callee
      for (let i = steps.length - 1; i >= 0 && path; i--) {
        const step = steps[i]!
        path = step.is === 'member' && Array.isArray(step.names) && path.step?.is === 'member' && step.names.includes(path.step.name) ? path.parent : undefined
      }
      if (path && !path.step) return means
    }
    return undefined
  }
}

/** A repository uses few ranges and asks for them at every operation. */
const within = new Map<string, boolean | undefined>()

/** Whether all versions of a range are of another; undefined where some are. */
function isWithin(inUse: string, versions: string): boolean | undefined {
  const key = `${inUse}\0${versions}`
  if (!within.has(key)) within.set(key, subset(inUse, versions) || (intersects(inUse, versions) ? undefined : false))
  return within.get(key)
}

const PASSING: ReadonlySet<string> = new Set<Passing>(['merge', 'deep-merge', 'defaults', 'without', 'promised', 'promised-all', 'same', 'all'])
const isPassing = (means: string): means is Passing => PASSING.has(means)

/** Whether two models speak of versions of one package, where they are met under this specifier. */
function isRival(one: Library, other: Library, module: string): boolean {
  return one.packageAt(module) === other.packageAt(module)
}

function newest(libraries: Library[]): Library {
  return libraries.toSorted((a, b) => compare(minVersion(b.model.versions)!, minVersion(a.model.versions)!))[0]!
}
