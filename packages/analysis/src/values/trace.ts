import type { ClassRef, FileFacts, FunctionRef, Member, TypeRef, Value, ValueRef } from '@bulkhead/facts'
import type { RepoPath } from '@bulkhead/workspace'
import type { Program } from './program.js'
import { callMeaning, frameFor, promisedTo, type Entry } from './calls.js'
import { lookUpElement, lookUpMember } from './members.js'
import { superMeaning } from './classes.js'
import { globalNamed, type Globals } from './globals.js'
import { isCommonJs, isWholeExport } from './exports.js'
import { property, type Property } from './objects.js'
import { selfOf } from './selves.js'
import { fromArgument, isKeptGlobally } from './kept.js'
import { combined, leftIsTaken, orNothing, truthOf } from './operators.js'
import { typeMeaning } from './types.js'
import { underName } from './writes.js'
import { CIRCULAR, eitherOf, firstKnown, isNothing, MAX_CHOICES, MAX_FRAMES, memberOf, rootOf, UNDEFINED, UNKNOWN, type AccessPath, type Arguments, type Frame, type Instance, type Located, type Meaning, type Passing } from './meaning.js'

const MAX_STEPS = 96
/** Looks a single question may take before it is given up as unknown: code can be written so that the answer takes forever. */
const MAX_FUEL = 4000

/** Recognises the few functions whose result is one of their arguments. Given by the models, so that no library is named here. */
export interface Builtins {
  /** What a call gives of its own arguments: laid over each other (`Object.assign`), the first unchanged (`Object.freeze`), and the like. */
  passing(callee: Meaning): Passing | undefined
  /** Whether it gives with `get` what was put into it with `set`. */
  isKeeper(path: AccessPath): boolean
  /** Whether it is an address, which carries no options. */
  isAddress(path: AccessPath): boolean
  /** Whether it is the name of the environment, which is `production` where it matters. */
  isMode(path: AccessPath): boolean
  /** The members of it whose call is a request, where a model lists them: those of which `client[method](url)` is one. */
  requestsOf(path: AccessPath): string[]
  /** Whether any model speaks of a module. */
  isModelled(module: string): boolean
  /** Whether it is a client: of a declared type, or made by a call. */
  isClient(path: AccessPath): boolean
  /** What a function of a library gives, where that is a client. */
  clientMadeBy(path: AccessPath): Meaning | undefined
  /** What a library hands to a callback as one of its parameters: the transaction of `$transaction(async tx => …)`. */
  handed(file: RepoPath, fn: FunctionRef, index: number): Meaning | undefined
  /** What a function of a library hands to the function that it is given as an argument, by the position of both. */
  givenToCallback(method: AccessPath, argument: number, index: number, file: RepoPath): Meaning | undefined
  /** Whether a parameter holds whatever is bound, each under its token. */
  holdsAll(file: RepoPath, fn: FunctionRef, index: number): boolean
  /** A part of such a parameter. */
  part(file: RepoPath, fn: FunctionRef, index: number, name: string): Meaning | undefined
  /** The function that stands behind one which only calls it. */
  behind(path: AccessPath): Located | undefined
  /** What a container gives to a field. */
  field(file: RepoPath, owner: ClassRef, member: Member): Meaning | undefined
  /** What stands behind a token that a call or a member of a container asks for. */
  asked(path: AccessPath): Meaning | undefined
  /** The function that a call of a library runs because its client was made with it, and what the call hands to it: `breaker.fire(order)`. */
  ran(path: AccessPath): { fn: Located } & Arguments | undefined
  /** Whether it is what a library lays under every request, which brings no option that the library has not by default. */
  isOwnDefaults(path: AccessPath): boolean
  /** What a constant of a library holds. */
  constant(path: AccessPath): string | number | undefined
}

/**
 * Follows values to what they are: through names, members, calls, returns, spreads and modules.
 * Every answer is remembered until `forget`.
 */
export class Tracer {
  private readonly memo = new Map<RepoPath, (Meaning | undefined)[]>()
  private readonly asking = new Map<Meaning, Set<string>>()
  private steps = 0
  private fuel = MAX_FUEL

  constructor(readonly program: Program, readonly builtins: Builtins, readonly globals: Globals) {}

  /** Drops all answers, or those about values of some files. */
  forget(files: Iterable<RepoPath> = this.memo.keys()): void {
    for (const file of files) this.memo.delete(file)
  }

  /** What a value is. Without a frame, a parameter is a parameter. */
  meaning(at: Located): Meaning {
    const facts = this.program.facts(at.file)
    if (!facts) return UNKNOWN
    if (at.frame) return this.inFrame(at, at.frame, facts)
    const memo = this.memoOf(at.file)
    const known = memo[at.ref]
    if (known) return known
    // The mark keeps the walk finite.
    memo[at.ref] = CIRCULAR
    const entered = this.steps
    const meaning = this.guarded(UNKNOWN, () => this.evaluate(at, facts))
    // What was cut short by the limit must not be remembered as the truth, nor what was asked from inside its own answer.
    memo[at.ref] = entered < MAX_STEPS / 2 && meaning !== CIRCULAR ? meaning : undefined
    return meaning
  }

  private inFrame(at: Located, frame: Frame, facts: FileFacts): Meaning {
    // A value of another file than the frame's own (an outer call's argument) is remembered by its own frame.
    if (frame.file !== at.file) return this.guarded(UNKNOWN, () => this.evaluate(at, facts))
    const known = (frame.known ??= new Map<ValueRef, Meaning>())
    const met = known.get(at.ref)
    if (met) return met
    known.set(at.ref, CIRCULAR)
    const meaning = this.guarded(UNKNOWN, () => this.evaluate(at, facts))
    if (meaning === CIRCULAR) known.delete(at.ref)
    else known.set(at.ref, meaning)
    return meaning
  }

  /** Several paths of libraries as one meaning. */
  either(meanings: Meaning[]): (Meaning & { is: 'library' }) | undefined {
    return eitherOf(meanings, module => this.builtins.isModelled(module))
  }

  /** What a part of a value is. */
  member(of: Meaning, name: string): Meaning {
    return this.guarded(UNKNOWN, () => lookUpMember(this, of, name))
  }

  /** What a value says of one of its properties. */
  property(of: Meaning, name: string): Property {
    return property(this, of, name)
  }

  /** What a call of a function of the repository gives. */
  returned(entry: Entry, depth: number): Meaning {
    const { fn } = entry
    const fact = this.program.facts(fn.file)?.functions[fn.fn]
    if (!fact || fact.generator || depth >= MAX_FRAMES) return UNKNOWN
    const frame = frameFor(entry, depth)
    const returns = fact.returns.map(ref => ({ file: fn.file, ref, frame }))
    const one = this.oneOf(returns, fact.returns.length === 0)
    const meaning = this.program.index(fn.file)!.branching.has(fn.fn) ? orNothing(one) : one
    // What is taken out of the global object says nothing of itself.
    const isVague = meaning.is === 'unknown' || meaning.is === 'library' && meaning.path.module === 'global'
    if (!isVague || fact.returnType === undefined) return meaning
    return firstKnown(fromArgument(this, entry, depth), meaning.is === 'unknown' ? this.typed(fn.file, fact.returnType) : meaning)
  }

  /** What a value of a type is, where there is one. */
  typed(file: RepoPath, type: TypeRef): Meaning {
    return orNothing(this.guarded(UNKNOWN, () => typeMeaning(this, file, type)))
  }

  /** What a name exported by a file is; `*` is all of them, `=` is what `require` gives. */
  exported(file: RepoPath, name: string, seen = new Set<RepoPath>()): Meaning | undefined {
    const facts = this.program.facts(file)
    if (!facts || seen.has(file)) return undefined
    if (name === '*') return { is: 'module', file }
    const whole = facts.exports['=']
    if (name === '=') return whole?.value === undefined ? { is: 'module', file } : this.meaning({ file, ref: whole.value })
    const own = Object.hasOwn(facts.exports, name) ? facts.exports[name] : undefined
    if (own) return own.value === undefined ? UNKNOWN : this.meaning({ file, ref: own.value })
    if (whole?.value !== undefined) return name === 'default' ? this.meaning({ file, ref: whole.value }) : this.member(this.meaning({ file, ref: whole.value }), name)
    if (name === 'default') return Object.keys(facts.exports).length > 0 && isCommonJs(facts) ? { is: 'module', file } : undefined
    seen.add(file)
    for (const star of facts.exportStars) {
      const target = this.program.follow(star, file)
      const found = target.is === 'file' ? this.exported(target.path, name, seen) : undefined
      if (found) return found
    }
    return this.starLibrary(facts, file, name)
  }

  /** What an import stands for. */
  imported(file: RepoPath, from: string, name: string): Meaning {
    const target = this.program.follow(from, file)
    switch (target.is) {
      case 'file': return this.guarded(UNKNOWN, () => this.exported(target.path, name) ?? UNKNOWN)
      case 'library': case 'builtin': {
        const root = rootOf(target.module, target.is === 'library' ? target.as : undefined)
        return { is: 'library', path: name === '*' || name === '=' ? root : memberOf(root, name) }
      }
      default: return UNKNOWN
    }
  }

  /** The one thing that several values agree on, else the choice between them. Absent values stand back behind present ones. */
  oneOf(values: Located[], orUndefined = false): Meaning {
    if (values.length === 0) return orUndefined ? UNDEFINED : UNKNOWN
    if (values.length === 1) return this.meaning(values[0]!)
    if (values.length > MAX_CHOICES) return UNKNOWN
    const present = values.filter(value => { const meaning = this.meaning(value); return meaning !== CIRCULAR && !isNothing(meaning) })
    if (present.length === 0) return UNDEFINED
    if (present.length > 1) return { is: 'choice', by: 'assigned', of: present }
    const meaning = this.meaning(present[0]!)
    return values.some(value => isNothing(this.meaning(value))) ? orNothing(meaning) : meaning
  }

  /** What a caller gives, where its declared type is more than a description of options: a client, or an instance of a class. */
  givenAs(open: Meaning & { is: 'parameter' }, typed: Meaning): Meaning {
    if (typed.is === 'instance' || typed.is === 'class' || typed.is === 'library' && this.builtins.isClient(typed.path)) return typed
    return typed.is === 'shape' ? { ...open, shape: typed } : open
  }

  private memoOf(file: RepoPath): (Meaning | undefined)[] {
    let memo = this.memo.get(file)
    if (!memo) this.memo.set(file, (memo = []))
    return memo
  }

  /** Looks further, unless the way has become too long: code may lead round in circles. */
  guarded<T>(otherwise: T, look: () => T): T {
    if (this.steps === 0) this.fuel = MAX_FUEL
    if (this.steps >= MAX_STEPS || this.fuel-- <= 0) return otherwise
    this.steps++
    try {
      return look()
    } finally {
      this.steps--
    }
  }

  /** Asks something of a meaning, and answers `again` where the same is being asked already. */
  once<T>(of: Meaning, what: string, again: T, ask: () => T): T {
    const asked = this.asking.get(of)
    if (asked?.has(what)) return again
    const names = asked ?? new Set<string>()
    this.asking.set(of, names.add(what))
    try {
      return ask()
    } finally {
      names.delete(what)
      if (names.size === 0) this.asking.delete(of)
    }
  }

  private evaluate({ file, ref, frame }: Located, facts: FileFacts): Meaning {
    const value = facts.values[ref]!
    const here = (inner: ValueRef): Located => ({ file, ref: inner, frame })
    switch (value.is) {
      case 'literal': return { is: 'literal', value: value.value }
      case 'undefined': return UNDEFINED
      case 'object': return { is: 'object', at: here(ref), kept: this.globals.nameOf(file, ref) }
      case 'array': case 'template': return { is: value.is, at: here(ref) }
      case 'import': return this.imported(file, value.from, value.name)
      // What a bundler or a runtime lays into `import.meta` nobody can tell.
      case 'global': return value.name === 'import' ? UNKNOWN : value.name === 'exports' ? { is: 'module', file } : globalNamed(this, value.name)
      case 'binding': return this.binding(facts, file, value, frame)
      case 'parameter': return this.parameter(facts, file, value, frame)
      case 'this': return value.function === undefined ? thisMeaning(file, value, frame) : selfOf(this, file, value.function, frameOf(frame, file, value.function), frame)
      case 'super': return superMeaning(this, file, value.class, thisMeaning(file, value, frame))
      case 'member': return isWholeExport(facts, value) ? this.exported(file, '=') ?? UNKNOWN : this.settled(this.member(this.meaning(here(value.of)), value.name))
      case 'element': return lookUpElement(this, this.meaning(here(value.of)), this.meaning(here(value.key)))
      case 'rest': return { is: 'rest', of: here(value.of), without: value.without }
      case 'call': return callMeaning(this, { file, call: value.call, frame })
      case 'function': return constructed(facts, file, value.function) ?? { is: 'function', file, fn: value.function, frame, this: thisOf(facts, value.function, frame) }
      case 'class': return { is: 'class', file, class: value.class }
      case 'choice': return this.choice(value, here)
      case 'typed': {
        const of = this.meaning(here(value.of))
        return isVague(of) ? firstKnown(this.typed(file, value.type), of) : of
      }
      case 'await': return this.meaning(here(value.of))
      case 'binary': return combined(value.operator, this.meaning(here(value.left)), this.meaning(here(value.right))) ?? { is: 'computed', at: here(ref) }
      case 'unary': return this.unary(value, here, ref)
      default: return UNKNOWN
    }
  }

  private binding(facts: FileFacts, file: RepoPath, { binding: ref, from = 0, to, given }: Value & { is: 'binding' }, frame: Frame | undefined): Meaning {
    const binding = facts.bindings[ref]!
    const held = from > 0 || to !== undefined ? binding.values.slice(from, to) : binding.values
    const taken = binding.blocks ? held.filter((_, i) => this.mayRun(file, binding.blocks![from + i], frame)) : held
    const located = taken.map(value => ({ file, ref: value, frame }))
    const one = this.oneOf(located, binding.values.length > 0 && frame !== undefined)
    const meaning = underName(this, { file, binding: ref, frame }, located, binding.unset && !given ? orNothing(one) : one)
    if (!isVague(meaning) || binding.type === undefined || binding.kind === 'parameter') return meaning
    // Inside a known call, nothing is what the call leads to, not a value that is out of sight.
    if (frame && isNothing(meaning)) return meaning
    return firstKnown(this.typed(file, binding.type), meaning)
  }

  private parameter(facts: FileFacts, file: RepoPath, value: Value & { is: 'parameter' }, frame: Frame | undefined): Meaning {
    const call = frameOf(frame, file, value.function)
    if (call && !call.anyCaller) {
      if (call.spread !== undefined && (value.rest || value.index >= call.spread)) return UNKNOWN
      if (value.rest) return { is: 'list', of: call.args.slice(value.index) }
      const given = call.args[value.index]
      return given ? this.meaning(given) : UNDEFINED
    }
    const declared = facts.functions[value.function]!.parameters[value.index]
    const open: Meaning & { is: 'parameter' } = { is: 'parameter', file, fn: value.function, index: value.index, path: [] }
    const handed = this.builtins.handed(file, value.function, value.index)
    if (handed) return handed
    const awaited = promisedTo(facts, value)
    const held = awaited === undefined ? UNKNOWN : this.meaning({ file, ref: awaited })
    if (held.is === 'library' || held.is === 'module') return held
    return declared?.type === undefined ? open : this.givenAs(open, this.typed(file, declared.type))
  }

  private choice(value: Value & { is: 'choice' }, here: (ref: ValueRef) => Located): Meaning {
    const taken = this.sides(value, here)
    if (taken.length === 1) return this.meaning(taken[0]!)
    return { is: 'choice', by: value.by, of: taken, test: value.test === undefined ? undefined : here(value.test) }
  }

  /** The sides of a choice that may be the one. */
  taken(at: Located): Located[] {
    const value = this.program.facts(at.file)!.values[at.ref]!
    return value.is === 'choice' ? this.sides(value, ref => ({ ...at, ref })) : [at]
  }

  private sides({ by, of, test }: Value & { is: 'choice' }, here: (ref: ValueRef) => Located): Located[] {
    const all = of.map(here)
    if (by === 'assigned') return all
    const [left, right] = all as [Located, Located]
    const asked = this.meaning(by === '?:' ? here(test!) : left)
    if (by !== '?:' && (asked === CIRCULAR || by !== '&&' && isKeptGlobally({ program: this.program, globals: this.globals, meaning: asked }, left))) return [right]
    const truth = this.truth(asked)
    if (by === '?:') return truth === undefined ? all : [truth ? left : right]
    const isLeft = leftIsTaken(asked, by, truth)
    if (isLeft !== undefined) return [isLeft ? left : right]
    // `key || undefined` says no more than `key`.
    return by !== '&&' && isNothing(this.meaning(right)) ? [left] : all
  }

  /** Whether a value counts as true, or not, whenever it is asked for; undefined where that is open. */
  decided(meaning: Meaning): boolean | undefined {
    const truth = this.truth(meaning)
    return truth && meaning.orNothing ? undefined : truth
  }

  /** Whether a value counts as true, if there is one by then; undefined where that is open. */
  truth(meaning: Meaning): boolean | undefined {
    if (meaning.is !== 'template') return truthOf(meaning)
    const value = this.program.facts(meaning.at.file)!.values[meaning.at.ref]!
    return value.is === 'template' && value.parts.some(part => part !== '') ? true : undefined
  }

  /** Whether a block may run in a call: not where a test around it is known to say no. */
  mayRun(file: RepoPath, block: number | undefined, frame: Frame | undefined): boolean {
    const facts = this.program.facts(file)!
    for (let b = block; b !== undefined; b = facts.blocks[b]!.parent) {
      const { test, negated } = facts.blocks[b]!
      const truth = test === undefined ? undefined : this.decided(this.meaning({ file, ref: test, frame }))
      if (truth !== undefined && truth === Boolean(negated)) return false
    }
    return true
  }

  /** A value that a model knows beforehand. */
  private settled(meaning: Meaning): Meaning {
    if (meaning.is !== 'library') return meaning
    if (this.builtins.isMode(meaning.path)) return { is: 'literal', value: 'production' }
    const constant = this.builtins.constant(meaning.path)
    return constant === undefined ? meaning : { is: 'literal', value: constant }
  }

  private unary(value: Value & { is: 'unary' }, here: (ref: ValueRef) => Located, ref: ValueRef): Meaning {
    const truth = value.operator === '!' ? this.decided(this.meaning(here(value.of))) : undefined
    return truth === undefined ? { is: 'computed', at: here(ref) } : { is: 'literal', value: !truth }
  }

  private starLibrary(facts: FileFacts, file: RepoPath, name: string): Meaning | undefined {
    const libraries = facts.exportStars.map(star => this.program.resolve(star, file)).filter(target => target.is === 'library')
    return libraries.length === 1 && name !== 'default' ? { is: 'library', path: memberOf(rootOf(libraries[0]!.module), name) } : undefined
  }
}

/** The call of a function that a frame or one around it stands for. */
export function frameOf(frame: Frame | undefined, file: RepoPath, fn: FunctionRef): Frame | undefined {
  for (let f = frame; f; f = f.outer) if (f.fn === fn && f.file === file) return f
  return undefined
}

function thisMeaning(file: RepoPath, value: Value & { is: 'this' | 'super' }, frame: Frame | undefined): Meaning {
  if (value.class === undefined) return UNKNOWN
  if (value.static) return { is: 'class', file, class: value.class }
  for (let f = frame; f; f = f.outer) if (f.this) return f.this
  return { is: 'instance', file, class: value.class }
}

/** An arrow keeps the `this` of the call in which it was made. */
function thisOf(facts: FileFacts, fn: FunctionRef, frame: Frame | undefined): Instance | undefined {
  if (facts.functions[fn]!.class === undefined) return undefined
  for (let f = frame; f; f = f.outer) if (f.this) return f.this
  return undefined
}

/** A function with a prototype is a class. */
function constructed(facts: FileFacts, file: RepoPath, fn: FunctionRef): Meaning | undefined {
  const { constructs } = facts.functions[fn]!
  return constructs === undefined ? undefined : { is: 'class', file, class: constructs }
}

/** True where a declared type may say more. */
function isVague(meaning: Meaning): boolean {
  return meaning.is === 'unknown' || meaning.is === 'parameter' || meaning.is === 'computed' || isNothing(meaning)
}
