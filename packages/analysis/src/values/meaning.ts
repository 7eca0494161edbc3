import type { BindingRef, CallRef, ClassRef, FunctionRef, TypeRef, ValueRef } from '@bulkhead/facts'
import type { RepoPath } from '@bulkhead/workspace'

/** A value as it is written in a file, seen from inside a call of the function around it, where that is known. */
export interface Located {
  file: RepoPath
  ref: ValueRef
  frame?: Frame
}

/** What a call gives to the function that it enters. */
export interface Arguments {
  args: Located[]
  /** From this argument on, a spread hides what is given. */
  spread?: number
}

/** A function that is being called: what its parameters stand for. */
export interface Frame extends Arguments {
  file: RepoPath
  fn: FunctionRef
  this?: Instance
  /** Of a constructor: the `new` or `super(…)` that calls it. */
  made?: Site
  /** Only `this` is known: the arguments are still those of any caller. */
  anyCaller?: true
  /** The call of the function in whose text this one was made. */
  outer?: Frame
  depth: number
  /** What was found out inside this call; filled by the tracer. */
  known?: Map<ValueRef, Meaning>
}

/** What may be more things than this is a variable in earnest. */
export const MAX_CHOICES = 8

/** How many paths a value may be one of. A builder that is given its next value in ten branches is one of a thousand, and each would be asked for at every step. */
const MAX_PATHS = 32

/** How many calls deep a value is followed. */
export const MAX_FRAMES = 8

/** A call as it stands in the code, seen from a frame. */
export interface Site {
  file: RepoPath
  call: CallRef
  frame?: Frame
}

/** Identity: a module and the way from it, one step at a time. Never a name that someone chose. */
export interface AccessPath {
  /** The specifier, without `node:`; `global` for names that need no import. */
  module: string
  /** At the root: the name under which the package is installed, where that is another. */
  as?: string
  /** The way so far; absent at the module itself. */
  parent?: AccessPath
  step?:
    | { is: 'member'; name: string }
    /** `given`: its arguments, where they are not those that stand in its text. */
    | { is: 'call'; site: Site; given?: Arguments }
    /** A value declared to be of this exported type. `of`: the exported namespace that holds it. `by`: the call that hands it to a callback; `begins`: which begins a transaction with it. */
    | { is: 'typed'; name: string; of?: string; types?: { file: RepoPath; args: TypeRef[] }; by?: Site; begins?: true }
    /** An instance of a class of the repository that extends what `parent` names. */
    | { is: 'subclass'; instance: Instance }
}

export interface Instance {
  is: 'instance'
  orNothing?: true
  file: RepoPath
  class: ClassRef
  /** Its constructor's call, where that is visible. An injected instance has none. */
  frame?: Frame
  /** The object itself, where it is asked for what a class that it extends says: `super`. */
  whole?: Instance
}

/** What a value turns out to be once every name has been followed. `orNothing`: if there is one by then. */
export type Meaning = { orNothing?: true } & (
  | { is: 'literal'; value: string | number | boolean | null | undefined }
  /** `asThis`: as its methods see it. Whoever has it may have put more into it. `kept`: the way to it from a name of the global object, where every file may do so. */
  | { is: 'object'; at: Located; asThis?: true; kept?: string }
  | { is: 'array'; at: Located }
  /** The arguments that a rest parameter collects. */
  | { is: 'list'; of: Located[] }
  | { is: 'template'; at: Located }
  /** `given`: the arguments that `bind` has given it already. `promised`: a callback follows those of the call, and what it is given is what the call gives. */
  | { is: 'function'; file: RepoPath; fn: FunctionRef; frame?: Frame; this?: Instance; given?: Located[]; promised?: true }
  /** A method that every function has, and the function it was taken from. */
  | { is: 'applied'; how: 'bind' | 'call' | 'apply'; of: Meaning & { is: 'function' } }
  | { is: 'class'; file: RepoPath; class: ClassRef }
  | Instance
  /** All that a file of the repository exports. */
  | { is: 'module'; file: RepoPath }
  /** `or`: where it may as well be one of these, and which one it is, is not known. `twins`: each method has one beside it whose name ends in `Async` and that gives a promise. */
  | { is: 'library'; path: AccessPath; or?: AccessPath[]; twins?: true }
  /** One of several, and which one is not known. `test` is what `?:` asks. `under`: the name by which more is put into it. */
  | { is: 'choice'; by: '?:' | '??' | '||' | '&&' | 'default' | 'assigned'; of: Located[]; test?: Located; under?: Named }
  /** Objects laid over each other, the last on top. `through`: what is undefined covers nothing; `deep`: nor does an object cover another. `under`: as of a choice. */
  | { is: 'merge'; of: Located[]; through?: true; deep?: true; under?: Named }
  /** An object less some of its properties. */
  | { is: 'rest'; of: Located; without: string[] }
  /** What a caller gives, and no caller is in sight. `path` leads to a part of it; `shape` is what its type tells of that part. */
  | { is: 'parameter'; file: RepoPath; fn: FunctionRef; index: number; path: string[]; shape?: Meaning & { is: 'shape' } }
  /** Nothing is known but a type of this repository. */
  | { is: 'shape'; file: RepoPath; type: TypeRef }
  /** There is a value, but it is made at run time. */
  | { is: 'computed'; at: Located }
  /** `open` where it is a part of what a caller gives. */
  | { is: 'unknown'; open?: true }
)

/** A name, as a call of the function around it sees it. */
export interface Named {
  file: RepoPath
  binding: BindingRef
  frame?: Frame
}

/** What a function does that gives what it is given: as it is, laid over each other, or changed in a way that can be told. */
export type Passing = 'merge' | 'deep-merge' | 'defaults' | 'without' | 'promised' | 'promised-all' | 'same' | 'all'

export const UNKNOWN: Meaning = { is: 'unknown' }
/** A value that leads back to itself: it adds nothing to what else it may be. */
export const CIRCULAR: Meaning = { is: 'unknown' }
export const OPEN: Meaning = { is: 'unknown', open: true }
export const UNDEFINED: Meaning = { is: 'literal', value: undefined }

/** The root of a module's access paths. */
export const rootOf = (module: string, as?: string): AccessPath => ({ module: module.replace(/^node:/, ''), as })

/** The name under which the package is installed that a path starts at, where that is another. */
export function installedAs(path: AccessPath): string | undefined {
  let root = path
  while (root.parent) root = root.parent
  return root.as
}

/** One step further. The default export is the module itself: how a file reached it makes no difference. */
export function memberOf(path: AccessPath, name: string): AccessPath {
  if (!path.step && (name === 'default' || path.module === 'global' && GLOBAL_OBJECT.has(name))) return path
  return { module: path.module, parent: path, step: { is: 'member', name } }
}
/** Stands for the name of a member that is made at run time. */
export const ANY_NAME = '*'
export const GLOBAL_OBJECT: ReadonlySet<string> = new Set(['globalThis', 'global', 'window', 'self'])

/** The call of what a path leads to. */
export function stepInto(path: AccessPath, site: Site): AccessPath {
  return { module: path.module, parent: path, step: { is: 'call', site } }
}

/** The same step further from every path that a value may be. */
export function further(of: Meaning & { is: 'library' }, step: (path: AccessPath) => AccessPath): Meaning & { is: 'library' } {
  const next: Meaning & { is: 'library' } = { is: 'library', path: step(of.path) }
  if (of.or) next.or = of.or.map(step)
  if (of.twins) next.twins = true
  return next
}

/** Several paths of libraries as one meaning; undefined where one is none, or where they are of several of which not all are known. */
export function eitherOf(meanings: Meaning[], isModelled: (module: string) => boolean): (Meaning & { is: 'library' }) | undefined {
  const paths: AccessPath[] = []
  for (const meaning of meanings) {
    if (meaning.is !== 'library') return undefined
    for (const path of [meaning.path, ...meaning.or ?? []]) if (!paths.some(known => samePath(known, path))) paths.push(path)
    if (paths.length > MAX_PATHS) return undefined
  }
  const [first, ...others] = paths
  if (!first || others.some(path => path.module !== first.module) && !paths.every(path => isModelled(path.module))) return undefined
  return others.length > 0 ? { is: 'library', path: first, or: others } : { is: 'library', path: first }
}

/** The function that all of these are, whichever object it is called on; undefined where they are several. */
export function sameFunction(meanings: Meaning[]): (Meaning & { is: 'function' }) | undefined {
  const [first, ...others] = meanings
  if (first?.is !== 'function' || first.frame || first.given) return undefined
  let self = first.this
  for (const other of others) {
    if (other.is !== 'function' || other.file !== first.file || other.fn !== first.fn || other.frame || other.given) return undefined
    const sameClass = self && other.this?.file === self.file && other.this.class === self.class
    self = sameClass ? { is: 'instance', file: self!.file, class: self!.class } : undefined
  }
  return { ...first, this: self }
}

/** True where both are the same thing, made by the same call. */
export function samePath(a: AccessPath | undefined, b: AccessPath | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  if (a === b) return true
  if (a.module !== b.module || a.as !== b.as || !sameStep(a.step, b.step)) return false
  return samePath(a.parent, b.parent)
}

function sameStep(a: AccessPath['step'], b: AccessPath['step']): boolean {
  if (a === undefined || b === undefined) return a === b
  if (a.is === 'member' && b.is === 'member') return a.name === b.name
  if (a.is === 'call' && b.is === 'call') return a.site.file === b.site.file && a.site.call === b.site.call
  if (a.is === 'typed' && b.is === 'typed') return a.name === b.name && (!a.types || !b.types || a.types.file === b.types.file && a.types.args.join() === b.types.args.join())
  if (a.is === 'subclass' && b.is === 'subclass') return a.instance.file === b.instance.file && a.instance.class === b.instance.class
  return false
}

/** The first, unless nothing is known of it. */
export function firstKnown(first: Meaning, second: Meaning): Meaning {
  return first.is === 'unknown' ? second : first
}

/** True for `null` and `undefined`. */
export function isNothing(meaning: Meaning): boolean {
  return meaning.is === 'literal' && (meaning.value === undefined || meaning.value === null)
}

/** True for what a caller gives, and no caller is in sight. */
export function isOpen(meaning: Meaning): boolean {
  return meaning.is === 'parameter' || meaning.is === 'unknown' && Boolean(meaning.open)
}

/** True where a path ends in a member of that name. */
export function isLibraryMember(path: AccessPath, name: string): boolean {
  return path.step?.is === 'member' && path.step.name === name
}
