import { isBinding, isExported, isFunction, type BlockRef, type CallFact, type FileFacts, type FunctionRef, type ValueRef } from '@bulkhead/facts'
import type { Site } from '../values/meaning.js'
import type { Project } from '../project.js'

/** Whether a call of a server-side file runs on the server in production at all: not in a component or a worker of a page, not in code that nobody calls, not only in development. */
export function runsOnServer(project: Project, { file, call }: Site): boolean {
  const facts = project.program.facts(file)!
  const fact = facts.calls[call]!
  if (isWorker(project, facts, file)) return false
  for (let fn = fact.function; fn !== undefined; fn = facts.functions[fn]!.parent)
    if (isPagePart(project, facts, file, fn) || isDead(facts, fn) || isUncalled(project, facts, fn) || !project.tracer.mayRun(file, facts.functions[fn]!.block, undefined)) return false
  return project.tracer.mayRun(file, fact.block, undefined) && !isLeftBefore(project, facts, file, fact)
}

/** Whether the function around a call is surely left before it: `if (isProduction) return`. */
function isLeftBefore({ tracer }: Project, facts: FileFacts, file: string, { function: fn, block, start }: CallFact): boolean {
  if (fn === undefined) return false
  const around = new Set<BlockRef | undefined>([undefined])
  for (let b = block; b !== undefined; b = facts.blocks[b]!.parent) around.add(b)
  return facts.blocks.some(({ leaves, function: of, parent, end, test, negated }) =>
    leaves && of === fn && end <= start && around.has(parent) && test !== undefined && tracer.decided(tracer.meaning({ file, ref: test })) === !negated)
}

const workers = new WeakMap<FileFacts, boolean>()

/** A file that does what only a worker of a page can do. */
function isWorker({ tracer, understanding }: Project, facts: FileFacts, file: string): boolean {
  let known = workers.get(facts)
  if (known === undefined) workers.set(facts, known = facts.calls.some(({ callee, value }) => startsGlobally(facts, callee) && understanding.value(tracer.meaning({ file, ref: value }), 'worker') !== undefined))
  return known
}

function startsGlobally(facts: FileFacts, ref: ValueRef): boolean {
  const value = facts.values[ref]!
  return value.is === 'global' || value.is === 'member' && startsGlobally(facts, value.of)
}

/** A component or a hook: it calls what only a page calls, or it shows something and cannot wait, as a component on a server can. */
function isPagePart(project: Project, facts: FileFacts, file: string, fn: FunctionRef): boolean {
  const { jsx, async } = facts.functions[fn]!
  if (jsx && !async) return true
  return (project.program.index(file)!.inFunction.get(fn) ?? []).some(call =>
    !project.leadsNowhere({ file, call }) && project.understanding.value(project.tracer.meaning({ file, ref: facts.calls[call]!.value }), 'page') !== undefined)
}

/** A function of the module that has a name, is not exported and never read, or only called by others of that kind. */
function isDead(facts: FileFacts, fn: FunctionRef, asked: ReadonlySet<FunctionRef> = new Set()): boolean {
  const { parent, argumentOf, class: owner, name } = facts.functions[fn]!
  if (parent !== undefined || argumentOf || owner !== undefined || name === undefined) return false
  const binding = facts.bindings.findIndex(b => b.name === name && b.function === undefined && b.values.some(value => isFunction(facts, value, fn)))
  if (binding < 0 || isExported(facts, binding)) return false
  return facts.bindings[binding]!.reads === 0 || isOnlyCalledByDead(facts, binding, new Set([...asked, fn]))
}

function isOnlyCalledByDead(facts: FileFacts, binding: number, asked: ReadonlySet<FunctionRef>): boolean {
  const calls = facts.calls.filter(({ callee }) => isBinding(facts, callee, binding))
  return calls.length === facts.bindings[binding]!.reads && calls.every(({ function: from }) => {
    for (let fn = from; fn !== undefined; fn = facts.functions[fn]!.parent) if (asked.has(fn) || isDead(facts, fn, asked)) return true
    return false
  })
}

/** A static method whose name is read nowhere that runs on a server. What a decorator does with it nobody can tell. */
function isUncalled(project: Project, facts: FileFacts, fn: FunctionRef): boolean {
  const { class: owner, static: isStatic } = facts.functions[fn]!
  if (owner === undefined || !isStatic) return false
  const member = facts.classes[owner]!.members.find(({ kind, value }) => kind === 'method' && isFunction(facts, value, fn))
  return member !== undefined && member.name !== '' && member.decorators.length === 0 && !isRead(project, member.name)
}

/** Whether a member of that name is read anywhere that runs on a server, as far as the texts tell. */
function isRead(project: Project, name: string): boolean {
  const read = new RegExp(`[.'"\`{,]\\s*${name.replaceAll('$', '\\$')}(?![\\w$])`)
  return project.files().some(file => project.program.says(file, read))
}
