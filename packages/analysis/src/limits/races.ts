import { bindingOf, isFunction, type BindingRef, type CallRef, type FileFacts, type FunctionRef, type ValueRef } from '@bulkhead/facts'
import type { RepoPath } from '@bulkhead/workspace'
import { entriesOf, frameFor } from '../values/calls.js'
import { MAX_FRAMES, type Frame, type Located, type Site } from '../values/meaning.js'
import type { Project } from '../project.js'
import { anyOf, keepsDeadline, type Wait } from './deadlines.js'
import { isTimer } from './timers.js'

/** How many functions deep it is followed what is handed over. */
const MAX_LEVELS = 3

/** Whether something around a call stops waiting for it after a time: a race against a timer, directly, through a name, or in a function that it is handed to. */
export function raced(project: Project, site: Site): Wait {
  const facts = project.program.facts(site.file)!
  return anyOf(waits(project, facts, site))
}

function* waits(project: Project, facts: FileFacts, site: Site): Iterable<Wait> {
  // The call may itself run what it was told before: `breaker.fire(order)`.
  yield keepsDeadline(project, site, at => !facts.calls[site.call]!.args.includes(at.ref) || at.file !== site.file)
  for (const { call, handed } of waitingCalls(facts, site.call)) {
    yield handedOver(project, { ...site, call }, handed, item => leadsTo(facts, item, site.call))
    // `Bluebird.resolve(promise).timeout(ms)`
    for (const after of project.program.index(site.file)!.chained.get(call) ?? []) yield keepsDeadline(project, { ...site, call: after.call }, at => at.file === site.file && at.ref === handed)
  }
  yield decorated(project, facts, site)
  yield settledByTimer(project, facts, site)
}

/** Whether a timer settles as well what a call settles, a promise or the callback of whoever asked: they wait no longer. */
function settledByTimer(project: Project, facts: FileFacts, { file, call }: Site): Wait {
  for (let fn = facts.calls[call]!.function; fn !== undefined; fn = facts.functions[fn]!.parent) {
    const { argumentOf } = facts.functions[fn]!
    const given = parametersOf(facts, fn)
    // A promise is settled by either of its two functions, whoever asked by the callback that the answer goes to.
    const settling = argumentOf?.index === 0 && facts.calls[argumentOf.call]!.new === true ? [namesFor(facts, fn, given)] : given.map(one => namesFor(facts, fn, [one])).filter(names => callsBack(facts, call, names))
    if (settling.some(names => startsTimer(project, { file, fn }, names, call))) return 'bounded'
  }
  return 'free'
}

/** A call, and the argument of it that is waited for. */
interface Waiting {
  call: CallRef
  handed: ValueRef
}

/** The calls in whose arguments a call's promise stands: around it in the text, around the function that gives it, or by name. */
function waitingCalls(facts: FileFacts, call: CallRef): Waiting[] {
  const found: Waiting[] = []
  const seen = new Set<CallRef>()
  const climb = (at: CallRef): void => {
    if (seen.has(at)) return
    seen.add(at)
    const fact = facts.calls[at]!
    const into = ({ call: outer, index }: { call: CallRef; index: number }): void => {
      found.push({ call: outer, handed: facts.calls[outer]!.args[index]! })
      climb(outer)
    }
    if (fact.within) into(fact.within)
    const fn = fact.function === undefined ? undefined : facts.functions[fact.function]!
    // A callback that awaits the call, gives its promise, or has it call back to its own caller makes that one wait for it.
    const handed = fn && (fn.argumentOf ?? handedInside(facts, fact.function!))
    if (handed && (fact.awaited || fn.returns.some(ref => leadsTo(facts, ref, at)) || callsBack(facts, at, new Set(parametersOf(facts, fact.function!))))) into(handed)
    let asked = new Set<ValueRef>()
    for (const [i, other] of facts.calls.entries()) {
      const index = seen.has(i) || other.function !== fact.function ? -1 : other.args.findIndex(arg => namesCall(facts, arg, at, asked))
      if (index < 0) continue
      // Only a search that found nothing tells of everything on its way.
      asked = new Set()
      into({ call: i, index })
    }
  }
  climb(call)
  return found
}

/** Whether a call is handed what its function was given to be called: `(resolve, reject) => get(url, resolve)`, `done => get(url, response => done(null, response))`. */
function callsBack(facts: FileFacts, call: CallRef, given: ReadonlySet<BindingRef>): boolean {
  if (given.size === 0) return false
  const isGiven = (ref: ValueRef): boolean => { const value = facts.values[ref]!; return value.is === 'binding' && given.has(value.binding) }
  const { start, end } = facts.calls[call]!
  return facts.calls.some(inside => inside.start >= start && inside.end <= end && (isGiven(inside.callee) && inside.start > start || inside.args.some(isGiven)))
}

const parametersOf = (facts: FileFacts, fn: FunctionRef): BindingRef[] => facts.functions[fn]!.parameters.flatMap(({ binding }) => binding ?? [])

/** The names in a function whose call is one of some parameters of it: their own, and those of functions in it that call one, `const end = error => { clearTimeout(timer); done(error) }`. */
function namesFor(facts: FileFacts, fn: FunctionRef, given: BindingRef[]): Set<BindingRef> {
  const names = new Set(given)
  const { start, end } = facts.functions[fn]!
  const inner = given.length === 0 ? [] : facts.calls.filter(call => call.start > start && call.end < end && call.function !== fn)
  for (let before = -1; before < names.size;) {
    before = names.size
    for (const { callee, function: around } of inner) {
      const called = facts.values[callee]!
      const name = called.is === 'binding' && names.has(called.binding) && facts.functions[around!]!.parent === fn ? bindingOf(facts, around!) : undefined
      if (name !== undefined) names.add(name)
    }
  }
  return names
}

/** The call to which a function is handed in an object: `run({ try: () => … })`. */
function handedInside(facts: FileFacts, fn: FunctionRef): { call: CallRef; index: number } | undefined {
  const { start, end } = facts.functions[fn]!
  for (const [call, { args, start: from, end: to }] of facts.calls.entries()) {
    if (from > start || to < end) continue
    const index = args.findIndex(arg => {
      const value = facts.values[arg]!
      return value.is === 'object' && value.entries.some(({ value: held }) => isFunction(facts, held, fn))
    })
    if (index >= 0) return { call, index }
  }
  return undefined
}

/** True where a value is a call's promise, or a chain on it, or an array that holds it. Each value on the way is asked once: names that are made of one another lead there in more ways than anybody can count. `asked`: those that are known not to be. */
function leadsTo(facts: FileFacts, ref: ValueRef, call: CallRef, asked = new Set<ValueRef>()): boolean {
  if (asked.has(ref)) return false
  asked.add(ref)
  const value = facts.values[ref]!
  const into = (inner: ValueRef) => leadsTo(facts, inner, call, asked)
  switch (value.is) {
    case 'call': {
      if (value.call === call) return true
      const callee = facts.values[facts.calls[value.call]!.callee]!
      if (callee.is === 'member' && into(callee.of)) return true
      const fn = callee.is === 'function' ? facts.functions[callee.function] : undefined
      return fn?.returns.some(into) ?? facts.calls[value.call]!.args.some(into)
    }
    case 'await': case 'typed': return into(value.of)
    case 'array': return value.items.some(i => into(i.value))
    case 'choice': return value.of.some(into)
    case 'binding': return facts.bindings[value.binding]!.values.some(into)
    case 'function': return facts.functions[value.function]!.returns.some(into) || facts.calls[call]!.function === value.function && (facts.calls[call]!.awaited === true || callsBack(facts, call, new Set(parametersOf(facts, value.function))))
    default: return false
  }
}

/** Only names count here: what stands in the arguments itself is known from the text around the call. */
function namesCall(facts: FileFacts, ref: ValueRef, call: CallRef, asked: Set<ValueRef>): boolean {
  const value = facts.values[ref]!
  if (value.is === 'array') return value.items.some(item => namesCall(facts, item.value, call, asked))
  return value.is === 'binding' && leadsTo(facts, ref, call, asked)
}

/** What a call makes of one of its arguments, a promise or a function that gives one: whether it stops waiting for it after a time. */
export function handedOver(project: Project, site: Site, handed: ValueRef, isRunner: (item: ValueRef) => boolean, level = 0): Wait {
  if (project.callMeans(site, 'race')) return raceAgainst(project, site, isRunner)
  const kept = keepsDeadline(project, site, at => at.file === site.file && at.ref === handed)
  if (kept !== 'free') return kept
  return anyOf(entriesOf(project.tracer, site).map(entry => {
    const index = entry.args.findIndex(arg => arg.file === site.file && arg.ref === handed)
    return index < 0 ? 'free' : stopsWaiting(project, frameFor(entry, site.frame?.depth ?? 0), index, level + 1)
  }))
}

/** Whether a function of the repository waits no longer than a time for what a parameter of it is, or gives when it is called. */
function stopsWaiting(project: Project, frame: Frame, index: number, level: number): Wait {
  const inside = project.program.facts(frame.file)!
  if (level > MAX_LEVELS || frame.depth > MAX_FRAMES) return 'free'
  return anyOf(project.callsIn(frame.file, frame.fn).flatMap((call): Wait[] => {
    const handed = inside.calls[call]!.args.filter(arg => isParameter(inside, arg, frame.fn, index) || isListWith(inside, arg, item => isParameter(inside, item, frame.fn, index)))
    const waits = handed.map(arg => handedOver(project, { file: frame.file, call, frame }, arg, item => isParameter(inside, item, frame.fn, index), level))
    // `new Promise((resolve, reject) => { setTimeout(reject, ms); given.then(resolve, reject) })`
    return isParameter(inside, inside.calls[call]!.callee, frame.fn, index) || handed.length > 0 ? [...waits, settledByTimer(project, inside, { file: frame.file, call })] : waits
  }))
}

function isListWith(facts: FileFacts, ref: ValueRef, isIt: (item: ValueRef) => boolean): boolean {
  const value = facts.values[ref]!
  return value.is === 'array' && value.items.some(item => isIt(item.value))
}

/** Whether a decorator of the method in whose text a call stands waits for that method no longer than a time: it is handed the method, or what describes it. */
function decorated(project: Project, facts: FileFacts, { file, call, frame }: Site): Wait {
  let fn = facts.calls[call]!.function
  while (fn !== undefined && facts.functions[fn]!.argumentOf) fn = facts.functions[fn]!.parent
  const owner = fn === undefined ? undefined : facts.functions[fn]!.class
  const method = owner === undefined ? undefined : facts.classes[owner]!.members.find(({ value }) => isFunction(facts, value, fn!))
  return anyOf((method?.decorators ?? []).map((ref): Wait => {
    const decorator = project.tracer.meaning({ file, ref })
    if (decorator.is !== 'function') return 'free'
    const entered: Frame = { file: decorator.file, fn: decorator.fn, args: [], anyCaller: true, outer: decorator.frame, depth: (frame?.depth ?? 0) + 1 }
    return anyOf(DECORATED.map(index => stopsWaiting(project, entered, index, 1)))
  }))
}

/** Where a decorator is handed the method, as the standard has it, or its descriptor, as TypeScript had it before. */
const DECORATED = [0, 2]

/** What a race says of one of its runners: bounded where another one is a timer. */
function raceAgainst(project: Project, { file, call, frame }: Site, isRunner: (item: ValueRef) => boolean): Wait {
  const facts = project.program.facts(file)!
  const runners = facts.values[facts.calls[call]!.args[0] ?? -1]
  if (runners?.is !== 'array') return 'unknown'
  const others = runners.items.filter(item => !isRunner(item.value))
  if (others.length === runners.items.length) return 'free'
  return anyOf(others.map(item => settlesByItself(project, { file, ref: item.value, frame })))
}

/** Whether a promise settles after a time by itself. */
function settlesByItself(project: Project, at: Located): Wait {
  const meaning = project.tracer.meaning(at)
  if (meaning.is !== 'library') return sleeps(project, at) ? 'bounded' : meaning.is === 'unknown' || meaning.is === 'parameter' ? 'unknown' : 'free'
  for (let path = meaning.path; path.parent; path = path.parent) {
    if (project.understanding.value({ is: 'library', path }, 'delay')) return 'bounded'
    if (path.step?.is === 'call' && executorStartsTimer(project, path.step.site)) return 'bounded'
  }
  return 'free'
}

/** `async () => { await sleep(ms); throw new TooLate() }` */
function sleeps(project: Project, { file, ref, frame }: Located): boolean {
  const value = project.program.facts(file)!.values[ref]!
  if (value.is !== 'call') return false
  return entriesOf(project.tracer, { file, call: value.call, frame }).some(entry => {
    const inside = frameFor(entry, frame?.depth ?? 0)
    const { calls } = project.program.facts(inside.file)!
    return inside.depth <= MAX_FRAMES && calls.some(one => one.awaited && one.function === inside.fn && settlesByItself(project, { file: inside.file, ref: one.value, frame: inside }) === 'bounded')
  })
}

/** `new Promise((resolve, reject) => setTimeout(reject, ms))` */
function executorStartsTimer(project: Project, { file, call }: Site): boolean {
  const facts = project.program.facts(file)!
  const fact = facts.calls[call]!
  const executor = facts.values[fact.args[0] ?? -1]
  return fact.new === true && executor?.is === 'function' && startsTimer(project, { file, fn: executor.function }, namesFor(facts, executor.function, parametersOf(facts, executor.function)))
}

/** Whether a function starts a timer that calls one of some names: one that only logs settles nothing, nor does one that first begins what is `awaited`. */
function startsTimer(project: Project, { file, fn }: { file: RepoPath; fn: FunctionRef }, names: ReadonlySet<BindingRef>, awaited?: CallRef): boolean {
  const facts = project.program.facts(file)!
  const isNamed = (ref: ValueRef): boolean => { const value = facts.values[ref]!; return value.is === 'binding' && names.has(value.binding) }
  const waiting = awaited === undefined ? undefined : facts.calls[awaited]!
  return project.callsIn(file, fn).some(c => {
    const { start, function: around, args: [callback] } = facts.calls[c]!
    // One that only starts once the answer is there comes too late.
    if (callback === undefined || waiting && start > waiting.start && (waiting.awaited || around !== fn)) return false
    if (!isTimer(project, file, c)) return false
    const value = facts.values[callback]!
    if (value.is !== 'function') return isNamed(callback)
    const within = project.callsIn(file, value.function)
    return within.some(one => isNamed(facts.calls[one]!.callee)) && !(awaited !== undefined && within.includes(awaited))
  })
}

/** True where a value is a function's parameter, what calling it gives, or a function that gives that. */
function isParameter(facts: FileFacts, ref: ValueRef, fn: FunctionRef, index: number, depth = 0): boolean {
  const value = facts.values[ref]!
  if (depth > 8) return false
  const into = (inner: ValueRef) => isParameter(facts, inner, fn, index, depth + 1)
  switch (value.is) {
    case 'parameter': return value.function === fn && value.index === index
    case 'binding': return facts.bindings[value.binding]!.values.some(into)
    case 'call': return into(facts.calls[value.call]!.callee)
    case 'function': return facts.functions[value.function]!.returns.some(into)
    case 'member': case 'await': case 'typed': return into(value.of)
    default: return false
  }
}
