import type { CallRef, FileFacts, FunctionRef, ValueRef } from '@bulkhead/facts'
import { entriesOf, frameFor } from '../values/calls.js'
import type { Located, Site } from '../values/meaning.js'
import type { Project } from '../project.js'
import { isTimer } from './signals.js'

/** Whether something around a call stops waiting for it after a time: a race against a timer, directly, through a name, or in a function that it is handed to. */
export function raced(project: Project, site: Site): 'bounded' | 'unknown' | 'free' {
  const facts = project.program.facts(site.file)!
  let maybe = false
  for (const call of waitingCalls(facts, site.call)) {
    if (keepsDeadline(project, { ...site, call })) return 'bounded'
    const verdict = isRace(project, { ...site, call }) ? raceAgainst(project, { ...site, call }, item => leadsTo(facts, item, site.call)) : handedTo(project, facts, site, call)
    if (verdict === 'bounded') return 'bounded'
    if (verdict === 'unknown') maybe = true
  }
  return maybe ? 'unknown' : 'free'
}

/** The calls in whose arguments a call's promise stands: around it in the text, around the function that gives it, or by name. */
function waitingCalls(facts: FileFacts, call: CallRef): CallRef[] {
  const found: CallRef[] = []
  const seen = new Set<CallRef>()
  const climb = (at: CallRef): void => {
    if (seen.has(at)) return
    seen.add(at)
    const fact = facts.calls[at]!
    if (fact.within) {
      found.push(fact.within.call)
      climb(fact.within.call)
    }
    const fn = fact.function === undefined ? undefined : facts.functions[fact.function]!
    if (fn?.argumentOf && gives(facts, fn.returns, fact, fact.awaited)) {
      found.push(fn.argumentOf.call)
      climb(fn.argumentOf.call)
    }
    for (const [i, other] of facts.calls.entries())
      if (!seen.has(i) && other.function === fact.function && other.args.some(arg => namesCall(facts, arg, at))) {
        found.push(i)
        climb(i)
      }
  }
  climb(call)
  return found
}

/** A callback that awaits the call, or gives its promise, makes its caller wait for it. */
function gives(facts: FileFacts, returns: ValueRef[], fact: FileFacts['calls'][number], awaited: boolean | undefined): boolean {
  return Boolean(awaited) || returns.some(ref => leadsTo(facts, ref, facts.calls.indexOf(fact)))
}

/** True where a value is a call's promise, or a chain on it, or an array that holds it. */
function leadsTo(facts: FileFacts, ref: ValueRef, call: CallRef, depth = 0): boolean {
  const value = facts.values[ref]!
  if (depth > 12) return false
  const into = (inner: ValueRef) => leadsTo(facts, inner, call, depth + 1)
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
    case 'function': return facts.functions[value.function]!.returns.some(into)
    default: return false
  }
}

/** Only names count here: what stands in the arguments itself is known from the text around the call. */
function namesCall(facts: FileFacts, ref: ValueRef, call: CallRef): boolean {
  const value = facts.values[ref]!
  if (value.is === 'array') return value.items.some(item => namesCall(facts, item.value, call))
  return value.is === 'binding' && leadsTo(facts, ref, call)
}

/** A library's own way to stop waiting after a time. */
function keepsDeadline(project: Project, site: Site): boolean {
  return project.callMeans(site, 'deadline') !== undefined
}

function isRace(project: Project, site: Site): boolean {
  return project.callMeans(site, 'race') !== undefined
}

/** What a race says of one of its runners: bounded where another one is a timer. */
function raceAgainst(project: Project, { file, call, frame }: Site, isRunner: (item: ValueRef) => boolean): 'bounded' | 'unknown' | 'free' {
  const facts = project.program.facts(file)!
  const runners = facts.values[facts.calls[call]!.args[0] ?? -1]
  if (runners?.is !== 'array') return 'unknown'
  const others = runners.items.filter(item => !isRunner(item.value))
  if (others.length === runners.items.length) return 'free'
  const verdicts = others.map(item => settlesByItself(project, { file, ref: item.value, frame }))
  return verdicts.includes('bounded') ? 'bounded' : verdicts.includes('unknown') ? 'unknown' : 'free'
}

/** Whether a promise settles after a time by itself. */
function settlesByItself(project: Project, at: Located): 'bounded' | 'unknown' | 'free' {
  const meaning = project.tracer.meaning(at)
  if (meaning.is !== 'library') return meaning.is === 'unknown' || meaning.is === 'parameter' ? 'unknown' : 'free'
  for (let path = meaning.path; path.parent; path = path.parent) {
    if (project.understanding.value({ is: 'library', path }, 'delay')) return 'bounded'
    if (path.step?.is === 'call' && executorStartsTimer(project, path.step.site)) return 'bounded'
  }
  return 'free'
}

/** `new Promise((resolve, reject) => setTimeout(reject, ms))`: a timer that only logs settles nothing. */
function executorStartsTimer(project: Project, { file, call }: Site): boolean {
  const facts = project.program.facts(file)!
  const fact = facts.calls[call]!
  const executor = facts.values[fact.args[0] ?? -1]
  if (!fact.new || executor?.is !== 'function') return false
  const settles = new Set(facts.functions[executor.function]!.parameters.flatMap(p => p.binding ?? []))
  const calledOrGiven = (fn: FunctionRef): boolean => project.callsIn(file, fn).some(c => {
    const callee = facts.values[facts.calls[c]!.callee]!
    return callee.is === 'binding' && settles.has(callee.binding)
  })
  return project.callsIn(file, executor.function).some(c => {
    if (!isTimer(project, file, c)) return false
    const callback = facts.values[facts.calls[c]!.args[0] ?? -1]
    return callback?.is === 'binding' ? settles.has(callback.binding) : callback?.is === 'function' && calledOrGiven(callback.function)
  })
}

/** A function of the repository that races what it is handed against a timer. */
function handedTo(project: Project, facts: FileFacts, site: Site, call: CallRef): 'bounded' | 'unknown' | 'free' {
  const handed = facts.calls[call]!.args.find(arg => leadsTo(facts, arg, site.call))
  if (handed === undefined) return 'free'
  for (const entry of entriesOf(project.tracer, { ...site, call })) {
    const index = entry.args.findIndex(arg => arg.file === site.file && arg.ref === handed)
    const frame = frameFor(entry, site.frame?.depth ?? 0)
    const inside = project.program.facts(frame.file)!
    for (const c of index < 0 ? [] : project.callsIn(frame.file, frame.fn)) {
      const within = { file: frame.file, call: c, frame }
      if (!isRace(project, within)) continue
      const verdict = raceAgainst(project, within, item => isParameter(inside, item, frame.fn, index))
      if (verdict !== 'free') return verdict
    }
  }
  return 'free'
}

/** True where a value is a function's parameter, or what calling it gives. */
function isParameter(facts: FileFacts, ref: ValueRef, fn: FunctionRef, index: number, depth = 0): boolean {
  const value = facts.values[ref]!
  if (depth > 8) return false
  const into = (inner: ValueRef) => isParameter(facts, inner, fn, index, depth + 1)
  switch (value.is) {
    case 'parameter': return value.function === fn && value.index === index
    case 'binding': return facts.bindings[value.binding]!.values.some(into)
    case 'call': return into(facts.calls[value.call]!.callee)
    case 'member': case 'await': case 'typed': return into(value.of)
    default: return false
  }
}
