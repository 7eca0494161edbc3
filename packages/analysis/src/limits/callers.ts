import { bindingOf, isExported, type CallRef, type FileFacts, type FunctionRef, type ValueRef } from '@bulkhead/facts'
import type { RepoPath } from '@bulkhead/workspace'
import { comesBy, namesOf } from '../reach/handed-on.js'
import type { Site } from '../values/meaning.js'
import type { Project } from '../project.js'
import type { Wait } from './deadlines.js'
import { handedOver, raced } from './races.js'

/** A call of a function, or one that is handed it. */
interface Use {
  site: Site
  handed?: ValueRef
}

const MAX_LEVELS = 3

/** Whether everyone who calls the function around a call, or hands it on, stops waiting for it after a time. */
export function awaitedInTime(project: Project, { file, call }: Site, level = 0): Wait {
  const fn = functionAround(project.program.facts(file)!, call)
  return fn === undefined || level === MAX_LEVELS || !project.reach.mayBeGivenUp(file) ? 'free' : project.waitFor(file, fn, level)
}

/** The same of a function. One who waits for it without end is enough. */
export function waitOf(project: Project, file: RepoPath, fn: FunctionRef, level: number): Wait {
  if (isUsedOtherwise(project.program.facts(file)!, file, fn, [...usesIn(project, file, file, fn)])) return 'free'
  let all: Wait | undefined
  for (const { site, handed } of usesOf(project, file, fn)) {
    // Who waits for a function waits for what it asks of itself once more: that is no one else.
    if (site.file === file && functionAround(project.program.facts(file)!, site.call) === fn) continue
    const around = handed === undefined ? raced(project, site) : handedOver(project, site, handed, () => false)
    const wait = around === 'bounded' || handed !== undefined ? around : furthest(around, awaitedInTime(project, site, level + 1))
    if (wait === 'free') return wait
    if (all !== 'unknown') all = wait
  }
  return all ?? (isPerhapsRaced(project, file, fn) ? 'unknown' : 'free')
}

/** Whether somebody races a call of that name, of whom nobody can tell whether it is this function: `Promise.race([check.probe(), timer])`. */
function isPerhapsRaced(project: Project, file: RepoPath, fn: FunctionRef): boolean {
  const names = new Set(namesOf(project.program.facts(file)!, fn))
  for (const user of usersOf(project, file, fn)) {
    const facts = project.program.facts(user)
    for (const [call, { callee }] of (facts?.calls ?? []).entries()) {
      const method = facts!.values[callee]!
      if (method.is !== 'member' || !names.has(method.name)) continue
      const meaning = project.tracer.meaning({ file: user, ref: callee })
      if ((meaning.is === 'unknown' || meaning.is === 'parameter') && raced(project, { file: user, call }) !== 'free') return true
    }
  }
  return false
}

function furthest(one: Wait, other: Wait): Wait {
  return other === 'free' ? one : other
}

/** A callback is waited for by the call that it is written into. */
function functionAround(facts: FileFacts, call: CallRef): FunctionRef | undefined {
  let fn = facts.calls[call]!.function
  while (fn !== undefined && facts.functions[fn]!.argumentOf) fn = facts.functions[fn]!.parent
  return fn
}

/** Whether a function that only its file can use is read there for something that is no use of it. */
function isUsedOtherwise(facts: FileFacts, file: RepoPath, fn: FunctionRef, uses: Use[]): boolean {
  const binding = bindingOf(facts, fn)
  if (binding === undefined || isExported(facts, binding)) return false
  return uses.filter(({ site }) => site.file === file).length < facts.bindings[binding]!.reads
}

/** The uses of a function that can be told: calls of it, and calls that are handed it by its name. */
export function* usesOf(project: Project, file: RepoPath, fn: FunctionRef): Iterable<Use> {
  for (const user of usersOf(project, file, fn)) yield* usesIn(project, user, file, fn)
}

/** The files in which a function may be used. */
function usersOf(project: Project, file: RepoPath, fn: FunctionRef): RepoPath[] {
  const facts = project.program.facts(file)!
  const leading = project.reach.leadingTo(file)
  const users = new Set([file, ...namesOf(facts, fn).flatMap(name => project.reach.mentioning(name)), ...(facts.exports['default'] ?? facts.exports['=']) ? project.reach.importersOf(file) : []])
  return [...users].filter(user => leading.has(user))
}

/** Those in one file. */
function* usesIn(project: Project, user: RepoPath, file: RepoPath, fn: FunctionRef): Iterable<Use> {
  const facts = project.program.facts(user)
  const by = { known: new Set(namesOf(project.program.facts(file)!, fn)), giving: new Set<string>() }
  for (const [call, { callee, args }] of (facts?.calls ?? []).entries()) {
    const site = { file: user, call }
    if (comesBy(facts!, callee, by) && project.entered(site).some(entered => entered.fn.file === file && entered.fn.fn === fn)) yield { site }
    for (const handed of args) {
      const meaning = namesFunction(facts!, handed) && comesBy(facts!, handed, by) ? project.tracer.meaning({ file: user, ref: handed }) : undefined
      if (meaning?.is === 'function' && meaning.file === file && meaning.fn === fn) yield { site, handed }
    }
  }
}

/** Whether a value may be a function by its name: `charge`, `this.charge`, `this.charge.bind(this)`. */
function namesFunction(facts: FileFacts, ref: ValueRef): boolean {
  const value = facts.values[ref]!
  switch (value.is) {
    case 'binding': return facts.bindings[value.binding]!.values.some(one => ['function', 'import'].includes(facts.values[one]!.is))
    case 'member': return facts.values[value.of]!.is === 'this'
    case 'call': {
      const callee = facts.values[facts.calls[value.call]!.callee]!
      return callee.is === 'member' && callee.name === 'bind' && namesFunction(facts, callee.of)
    }
    default: return false
  }
}
