import { isExported, type FileFacts, type Value, type ValueRef } from '@bulkhead/facts'
import { further, isNothing, MAX_FRAMES, samePath, stepInto, UNKNOWN, type AccessPath, type Arguments, type Frame, type Located, type Meaning, type Passing, type Site } from './meaning.js'
import type { Tracer } from './trace.js'
import { shapeReturns } from './types.js'

/** What a call gives. */
export function callMeaning(tracer: Tracer, site: Site): Meaning {
  const callee = calleeOf(tracer, site)
  const then = callee.is === 'unknown' || callee.is === 'library' ? afterwards(tracer, site) : undefined
  // What a library's promise leads to is the library's, unless it is known to be something else.
  return then && (callee.is === 'unknown' || makesClient(tracer, then)) ? then : called(tracer, callee, argumentsOf(tracer, site), site)
}

function makesClient(tracer: Tracer, meaning: Meaning): boolean {
  return meaning.is === 'instance' || meaning.is === 'library' && tracer.builtins.isClient(meaning.path)
}

/** `promise.then(use)` gives what `use` gives: whoever awaits a promise sees what it holds. */
function afterwards(tracer: Tracer, { file, call, frame }: Site): Meaning | undefined {
  const facts = tracer.program.facts(file)!
  const { callee, args: [use] } = facts.calls[call]!
  const method = facts.values[callee]!
  if (method.is !== 'member' || method.name !== 'then' || use === undefined) return undefined
  const fn = tracer.meaning({ file, ref: use, frame })
  return fn.is === 'function' ? tracer.returned(entryOf(fn, { args: [{ file, ref: method.of, frame }] }), frame?.depth ?? 0) : undefined
}

/** The promise whose value `promise.then(use)` hands to a function as its parameter. */
export function promisedTo(facts: FileFacts, { function: fn, index }: Value & { is: 'parameter' }): ValueRef | undefined {
  const given = facts.functions[fn]!.argumentOf
  const method = given?.index === 0 && index === 0 ? facts.values[facts.calls[given.call]!.callee]! : undefined
  return method?.is === 'member' && method.name === 'then' ? method.of : undefined
}

/** What a call calls. */
export function calleeOf(tracer: Tracer, { file, call, frame }: Site): Meaning {
  return tracer.meaning({ file, ref: tracer.program.facts(file)!.calls[call]!.callee, frame })
}

/** What a call calls of a library: one of several paths where it is not known which, and what a caller may put in their place left aside. */
export function libraryCalled(tracer: Tracer, site: Site): (Meaning & { is: 'library' }) | undefined {
  const callee = calleeOf(tracer, site)
  if (callee.is === 'library') return callee
  const met = callee.is === 'choice' ? tracer.guarded<Meaning[]>([], () => callee.of.map(one => tracer.meaning(one))).filter(m => m.is === 'library') : []
  return tracer.either(met) ?? wrappedOrNot(tracer, met)
}

/** `let send = fetch; if (jar) send = withCookies(fetch, jar)`: what is made of a library's function, and stands in its place, may send in its way. */
function wrappedOrNot(tracer: Tracer, met: (Meaning & { is: 'library' })[]): (Meaning & { is: 'library' }) | undefined {
  const known = met.filter(({ path }) => tracer.builtins.isModelled(path.module))
  const plain = known.length < met.length ? tracer.either(known) : undefined
  const others = met.flatMap(({ path, or = [] }) => (tracer.builtins.isModelled(path.module) ? [] : [path, ...or]))
  return plain && others.every(path => isMadeOf(tracer, path, plain.path)) ? { ...plain, or: [...plain.or ?? [], ...others] } : undefined
}

function isMadeOf(tracer: Tracer, { step }: AccessPath, whole: AccessPath): boolean {
  return step?.is === 'call' && argumentsOf(tracer, step.site).args.some(arg => { const given = tracer.meaning(arg); return given.is === 'library' && samePath(given.path, whole) })
}

/** The arguments of a call as they arrive: a list that is spread at the end and can be read is laid out. */
export function argumentsOf(tracer: Tracer, { file, call, frame }: Site): Arguments {
  const { args: refs, spread } = tracer.program.facts(file)!.calls[call]!
  const args = refs.map(ref => ({ file, ref, frame }))
  if (spread === undefined) return { args }
  const list = spread === args.length - 1 ? itemsOf(tracer, args[spread]!) : undefined
  return list ? { args: [...args.slice(0, spread), ...list] } : { args, spread }
}

/** The items of a list, where all of them can be told. */
function itemsOf(tracer: Tracer, at: Located): Located[] | undefined {
  const meaning = tracer.meaning(at)
  if (meaning.is === 'list') return meaning.of
  const value = meaning.is === 'array' ? tracer.program.facts(meaning.at.file)!.values[meaning.at.ref]! : undefined
  if (meaning.is !== 'array' || value?.is !== 'array' || value.items.some(item => item.spread)) return undefined
  return value.items.map(item => ({ ...meaning.at, ref: item.value }))
}

/** A function of the repository, and what a call gives to it. */
export interface Entry extends Arguments {
  fn: Meaning & { is: 'function' }
}

/** The functions that a call may enter: more than one where it is not known which one is called. */
export function entriesOf(tracer: Tracer, site: Site): Entry[] {
  const callee = calleeOf(tracer, site)
  if (callee.is !== 'library') return entries(tracer, callee, argumentsOf(tracer, site))
  return [callee.path, ...callee.or ?? []].flatMap(path => {
    const run = tracer.builtins.ran(stepInto(path, site))
    return run ? entries(tracer, tracer.meaning(run.fn), run) : []
  })
}

function entries(tracer: Tracer, callee: Meaning, given: Arguments): Entry[] {
  switch (callee.is) {
    case 'function': return [entryOf(callee, given)]
    case 'applied': {
      const args = callee.how === 'bind' ? undefined : applied(tracer, callee.how, given)
      return args ? [entryOf(withThis(tracer, callee.of, given.args[0]), args)] : []
    }
    case 'choice': return tracer.guarded<Entry[]>([], () => callee.of.flatMap(one => entries(tracer, tracer.meaning(one), given)))
    default: return []
  }
}

function entryOf(fn: Meaning & { is: 'function' }, { args, spread }: Arguments): Entry {
  const before = fn.given ?? []
  const hidden = spread ?? (fn.promised ? args.length : undefined)
  return { fn, args: [...before, ...args], spread: hidden === undefined ? undefined : before.length + hidden }
}

/** The arguments behind the `this` of `f.call(this, …)` and `f.apply(this, […])`. */
export function applied(tracer: Tracer, how: 'call' | 'apply', { args, spread }: Arguments): Arguments | undefined {
  if (spread === 0) return undefined
  if (how === 'call') return { args: args.slice(1), spread: spread === undefined ? undefined : spread - 1 }
  const list = args[1] && itemsOf(tracer, args[1])
  return list ? { args: list } : args.length > 1 ? { args: [args[1]!], spread: 0 } : { args: [] }
}

function withThis(tracer: Tracer, fn: Meaning & { is: 'function' }, at: Located | undefined): Meaning & { is: 'function' } {
  const self = at && tracer.meaning(at)
  return self?.is === 'instance' ? { ...fn, this: self } : fn
}

/** The frame of a function that is entered. */
export function frameFor({ fn, args, spread }: Entry, depth: number): Frame {
  return { file: fn.file, fn: fn.fn, args, spread, this: fn.this, outer: fn.frame, depth: depth + 1 }
}

/** What a call gives, once it is known what is called. */
function called(tracer: Tracer, callee: Meaning, given: Arguments, site: Site): Meaning {
  const depth = site.frame?.depth ?? 0
  switch (callee.is) {
    case 'function': return callee.promised ? UNKNOWN : tracer.returned(entryOf(callee, given), depth)
    case 'applied': {
      if (callee.how === 'bind') return given.spread === undefined ? { ...withThis(tracer, callee.of, given.args[0]), given: [...callee.of.given ?? [], ...given.args.slice(1)] } : UNKNOWN
      const [entry] = entries(tracer, callee, given)
      return entry ? tracer.returned(entry, depth) : UNKNOWN
    }
    case 'class': return construct(tracer, callee, given, site)
    case 'library': {
      const behind = callee.path.step?.is === 'call' ? tracer.builtins.behind(callee.path) : undefined
      if (behind) return tracer.guarded<Meaning>(UNKNOWN, () => called(tracer, tracer.meaning(behind), given, site))
      const passing = tracer.builtins.passing(callee)
      if (passing) {
        const passed = passedOn(tracer, passing, given)
        if (passed) return passed
      }
      const kept = keptIn(tracer, callee.path)
      if (kept.length > 0) return tracer.oneOf(kept)
      if (isBound(tracer, callee.path, given)) return further(callee, path => path.parent ?? path)
      return tracer.builtins.asked(stepInto(callee.path, site)) ?? further(callee, path => stepInto(path, site))
    }
    case 'choice': {
      const met = tracer.guarded<Meaning[]>([], () => callee.of.map(one => called(tracer, tracer.meaning(one), given, site))).filter(m => m.is !== 'unknown')
      return met.length === 1 ? met[0]! : tracer.either(met) ?? UNKNOWN
    }
    case 'shape': return shapeReturns(tracer, callee)
    case 'parameter': return callee.shape ? shapeReturns(tracer, callee.shape) : UNKNOWN
    default: return UNKNOWN
  }
}

/** What a call gives that passes on what it is given; undefined where that cannot be told. */
function passedOn(tracer: Tracer, how: Passing, { args, spread }: Arguments): Meaning | undefined {
  const [first, ...others] = args
  if (!first || spread === 0) return undefined
  switch (how) {
    case 'same': case 'all': return tracer.meaning(first)
    case 'promised': return promised(tracer.meaning(first))
    case 'promised-all': return spread === undefined ? withTwins(tracer, tracer.meaning(first), others[0]) : undefined
    case 'merge': return spread === undefined ? { is: 'merge', of: args } : undefined
    case 'deep-merge': return spread === undefined ? { is: 'merge', of: args, through: true, deep: true } : undefined
    case 'defaults': return spread === undefined ? { is: 'merge', of: args.toReversed(), through: true } : undefined
    case 'without': {
      const without = spread === undefined ? namesIn(tracer, others) : undefined
      return without ? { is: 'rest', of: first, without } : UNKNOWN
    }
  }
}

function promised(meaning: Meaning): Meaning {
  if (meaning.is === 'function') return { ...meaning, promised: true }
  return meaning.is === 'library' ? meaning : UNKNOWN
}

/** What is given a twin of each method. Another ending than the usual one is not followed. */
function withTwins(tracer: Tracer, meaning: Meaning, settings: Located | undefined): Meaning {
  const ending = settings && tracer.property(tracer.meaning(settings), 'suffix')
  return meaning.is === 'library' && (!ending || ending.state === 'absent') ? { ...meaning, twins: true } : UNKNOWN
}

/** The texts that some values are, or hold in a list. */
function namesIn(tracer: Tracer, values: Located[]): string[] | undefined {
  const names = values.flatMap((at): (string | undefined)[] => {
    const meaning = tracer.meaning(at)
    if (meaning.is === 'literal' && typeof meaning.value === 'string') return [meaning.value]
    return itemsOf(tracer, at)?.flatMap(item => namesIn(tracer, [item]) ?? [undefined]) ?? [undefined]
  })
  return names.every(name => name !== undefined) ? names : undefined
}

/** What `get` of a keeper may give: all that its file puts into it. Nothing is known of one that other files may put something into. */
function keptIn(tracer: Tracer, { step, parent: keeper }: AccessPath): Located[] {
  if (step?.is !== 'member' || step.name !== 'get' || keeper?.step?.is !== 'call' || !tracer.builtins.isKeeper(keeper)) return []
  const { file, call, frame } = keeper.step.site
  const facts = tracer.program.facts(file)!
  const { value } = facts.calls[call]!
  const binding = facts.bindings.findIndex(b => b.values.includes(value))
  if (isExported(facts, binding)) return []
  const put = facts.calls.flatMap(({ callee, args: [, kept] }): Located[] => {
    const method = facts.values[callee]!
    if (kept === undefined || method.is !== 'member' || method.name !== 'set') return []
    const owner = tracer.meaning({ file, ref: method.of })
    return owner.is === 'library' && samePath(owner.path, keeper) ? [{ file, ref: kept }] : []
  })
  const [listed] = argumentsOf(tracer, { file, call, frame }).args
  const pairs = listed && itemsOf(tracer, listed)
  return listed && !pairs ? [] : [...put, ...(pairs ?? []).flatMap(pair => itemsOf(tracer, pair)?.[1] ?? [])]
}

/** `client.get.bind(client)`: the same function, which keeps its owner. A library may have a method of that name for something else. */
function isBound(tracer: Tracer, { step, parent }: AccessPath, { args, spread }: Arguments): boolean {
  if (step?.is !== 'member' || step.name !== 'bind' || !parent?.step || args.length > 1 || spread !== undefined) return false
  const self = args[0] && tracer.meaning(args[0])
  return !self || isNothing(self) || self.is === 'instance' || self.is === 'library' && (!self.path.step || samePath(self.path, parent.parent))
}

function construct(tracer: Tracer, of: Meaning & { is: 'class' }, { args, spread }: Arguments, made: Site): Meaning {
  const fact = tracer.program.facts(of.file)!.classes[of.class]!
  const depth = made.frame?.depth ?? 0
  if (depth >= MAX_FRAMES) return { is: 'instance', file: of.file, class: of.class }
  // A class without a constructor of its own hands its arguments to the one it extends; -1 marks that.
  const frame: Frame = { file: of.file, fn: fact.construct ?? -1, args, spread, made, depth: depth + 1 }
  return { is: 'instance', file: of.file, class: of.class, frame }
}
