import type { CallRef, FileFacts, FunctionRef, ValueRef } from '@bulkhead/facts'
import type { RepoPath } from '@bulkhead/workspace'
import type { Site } from '../values/meaning.js'
import type { Project } from '../project.js'
import type { Wait } from './deadlines.js'
import { handedOver, raced } from './races.js'

/** A call of a function, or one that is handed it. */
export interface Use {
  site: Site
  handed?: ValueRef
}

const MAX_LEVELS = 3

/** Whether everyone who calls the function around a call, or hands it on, stops waiting for it after a time. */
export function awaitedInTime(project: Project, { file, call }: Site, level = 0): Wait {
  const facts = project.program.facts(file)!
  const fn = functionAround(facts, call)
  const uses = fn === undefined || level === MAX_LEVELS ? [] : project.usesOf(file, fn)
  if (uses.length === 0 || isUsedOtherwise(facts, file, fn!, uses)) return 'free'
  let all: Wait = 'bounded'
  for (const { site, handed } of uses) {
    const around = handed === undefined ? raced(project, site) : handedOver(project, site, handed, () => false)
    const wait = around === 'bounded' || handed !== undefined ? around : furthest(around, awaitedInTime(project, site, level + 1))
    if (wait === 'free') return wait
    if (wait === 'unknown') all = wait
  }
  return all
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
  const binding = facts.bindings.findIndex(({ values }) => values.some(value => { const held = facts.values[value]!; return held.is === 'function' && held.function === fn }))
  if (binding < 0 || Object.values(facts.exports).some(({ value }) => { const held = facts.values[value ?? -1]; return held?.is === 'binding' && held.binding === binding })) return false
  return uses.filter(({ site }) => site.file === file).length < facts.bindings[binding]!.reads
}

/** All uses of functions of the repository that can be told: calls of them, and calls that are handed one by its name. */
export function findUses(project: Project): Map<string, Use[]> {
  const found = new Map<string, Use[]>()
  const add = ({ file, fn }: { file: RepoPath; fn: FunctionRef }, use: Use): void => {
    const key = `${file}\0${fn}`
    const known = found.get(key)
    if (known) known.push(use)
    else found.set(key, [use])
  }
  for (const file of project.sending()) {
    for (const { fn, call } of project.calledFunctions(file)) add(fn, { site: { file, call } })
    const facts = project.program.facts(file)!
    for (const [call, { args }] of facts.calls.entries())
      for (const handed of args) {
        const meaning = namesFunction(facts, handed) ? project.tracer.meaning({ file, ref: handed }) : undefined
        if (meaning?.is === 'function') add(meaning, { site: { file, call }, handed })
      }
  }
  return found
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
