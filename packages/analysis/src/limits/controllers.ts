import { isBinding, isFunction, type BindingRef, type CallRef, type FileFacts, type FunctionRef, type ValueRef } from '@bulkhead/facts'
import type { RepoPath } from '@bulkhead/workspace'
import type { Place } from '../finding.js'
import { entriesOf, frameFor } from '../values/calls.js'
import { branchesAround } from '../values/branches.js'
import { consistsOf } from '../values/dependence.js'
import { isOpen, type AccessPath, type Frame, type Located, type Site } from '../values/meaning.js'
import type { Project } from '../project.js'
import type { Said } from './said.js'
import { isTimer, runsOnTimer } from './timers.js'

const HANDED_ON: Said = { is: 'unknown', why: 'the controller is handed on' }

/** How often a controller is handed from one function to the next. */
const MAX_HANDS = 4

/** A stretch of code that has a controller, and under which values. */
interface Holder {
  file: RepoPath
  frame?: Frame
  holds: (ref: ValueRef) => boolean
  hands: number
}

type Ask = (signal: Located) => Said

/** The call that made the controller whose `signal` this is. */
export function controllerOf(project: Project, path: AccessPath): Site | undefined {
  const made = path.parent
  return made?.step?.is === 'call' && project.understanding.value({ is: 'library', path: made }, 'controller') ? made.step.site : undefined
}

/**
 * A controller bounds the time where a timer aborts it, or what listens to a signal that one drives. Functions that it is handed to are looked into; where these
 * cannot be read, they may do so. `ask`: what drives another signal.
 */
export function controllerSignal(project: Project, made: Site, source: Place | undefined, ask: Ask): Said {
  if (isOnlyMadeForSome(project, made)) return { is: 'unknown', why: 'a caller gives what the signal depends on', open: true }
  const { file, frame } = made
  const facts = project.program.facts(file)!
  const { value } = facts.calls[made.call]!
  const binding = facts.bindings.findIndex(b => b.values.includes(value))
  if (binding < 0) return HANDED_ON
  const own = aborting(project, { file, frame, holds: ref => isBinding(facts, ref, binding), hands: 0 }, ask)
  const all = [...own, ...isGivenAway(facts, binding) ? elsewhere(project, made, binding, ask) : []]
  if (all.some(({ is }) => is === 'set')) return { is: 'set', value: 'a timer', source }
  return all.find(({ is }) => is === 'unknown') ?? { is: 'off', source, callerOnly: true }
}

/** Whether a controller with a name is made only where a caller asks for it: `if (timeout) controller = new AbortController()`. */
function isOnlyMadeForSome({ program, tracer }: Project, { file, call, frame }: Site): boolean {
  const facts = program.facts(file)!
  const { block, value } = facts.calls[call]!
  const binding = facts.bindings.find(b => b.values.includes(value))
  return binding !== undefined && branchesAround(facts, block, binding).some(({ test }) => test !== undefined && tracer.decided(tracer.meaning({ file, ref: test, frame })) === undefined && consistsOf(facts, test, ref => isOpen(tracer.meaning({ file, ref, frame }))))
}

/** What those do with a controller who have it: whatever aborts it, and whoever else gets it. */
function aborting(project: Project, holder: Holder, ask: Ask): Said[] {
  const facts = project.program.facts(holder.file)!
  return facts.calls.flatMap(({ callee, args, block }, call) => {
    const aborts = isAbort(facts, callee, holder)
    const given = args.flatMap((arg, index) => (holder.holds(arg) ? [index] : []))
    const method = args.findIndex(arg => isAbort(facts, arg, holder) || isAbort(facts, boundIn(facts, arg), holder))
    if (!aborts && given.length === 0 && method < 0 || !project.tracer.mayRun(holder.file, block, holder.frame)) return []
    return [
      ...aborts ? [abortedAt(project, holder, call, ask)] : [],
      ...given.flatMap(index => abortedBy(project, holder, { call, index }, ask)),
      ...method < 0 ? [] : [isTimer(project, holder.file, call) ? { is: 'set' } as const : listens(project, holder, call, ask) ?? HANDED_ON],
    ]
  })
}

/** A call aborts a controller when it runs: on a timer, when a signal does that it listens to, or when something happens. */
function abortedAt(project: Project, { file, frame }: Pick<Holder, 'file' | 'frame'>, call: CallRef, ask: Ask): Said {
  if (runsOnTimer(project, file, call)) return { is: 'set' }
  const facts = project.program.facts(file)!
  const fn = facts.calls[call]!.function
  const given = fn === undefined ? [] : facts.calls.flatMap(({ args }, at) => (args.some(arg => mayBeFunction(facts, arg, fn)) ? [at] : []))
  for (const at of given) {
    const said = listens(project, { file, frame }, at, ask)
    if (said) return said
  }
  return { is: 'off', callerOnly: true }
}

/** What drives the signal to which a call listens: `signal.addEventListener('abort', stop)`. */
function listens(project: Project, { file, frame }: Pick<Holder, 'file' | 'frame'>, call: CallRef, ask: Ask): Said | undefined {
  const facts = project.program.facts(file)!
  const { callee, args: [event] } = facts.calls[call]!
  const [method, name] = [facts.values[callee]!, facts.values[event ?? -1]]
  if (method.is !== 'member' || method.name !== 'addEventListener' || name?.is !== 'literal' || name.value !== 'abort') return undefined
  return ask({ file, ref: method.of, frame })
}

/** What the functions do that a call hands a controller to. */
function abortedBy(project: Project, holder: Holder, { call, index }: { call: CallRef; index: number }, ask: Ask): Said[] {
  const { file, frame } = holder
  const given = project.program.facts(file)!.calls[call]!.args[index]!
  const entries = holder.hands < MAX_HANDS ? entriesOf(project.tracer, { file, call, frame }) : []
  if (entries.length === 0) return [HANDED_ON]
  return entries.flatMap((entry): Said[] => {
    const { file: into, fn } = entry.fn
    const facts = project.program.facts(into)!
    const parameter = entry.spread === undefined ? project.program.writes(into)!.parameters.get(fn)?.[entry.args.findIndex(arg => arg.file === file && arg.ref === given)] : undefined
    if (parameter === undefined || isGivenAway(facts, parameter)) return [HANDED_ON]
    return aborting(project, { file: into, frame: frameFor(entry, frame?.depth ?? 0), holds: ref => isBinding(facts, ref, parameter), hands: holder.hands + 1 }, ask)
  })
}

/** What is done with a controller by those who get it from the function that made it. */
function elsewhere(project: Project, made: Site, own: BindingRef, ask: Ask): Said[] {
  const { reach, tracer } = project
  const leading = reach.leadingTo(made.file)
  const files = new Set([made.file, ...reach.mentioning('abort').filter(file => leading.has(file))])
  return [...files].flatMap(file => {
    const facts = project.program.facts(file)!
    const holds = (ref: ValueRef): boolean => {
      const { is } = facts.values[ref]!
      if (is !== 'binding' && is !== 'member' || file === made.file && isBinding(facts, ref, own)) return false
      const meaning = tracer.meaning({ file, ref })
      return meaning.is === 'library' && meaning.path.step?.is === 'call' && meaning.path.step.site.file === made.file && meaning.path.step.site.call === made.call
    }
    return aborting(project, { file, holds, hands: 0 }, ask)
  })
}

/** Whether more is done with a name than to abort it, to take its signal, and to hand it to a call. */
function isGivenAway(facts: FileFacts, binding: BindingRef): boolean {
  const members = facts.values.filter(value => value.is === 'member' && (value.name === 'abort' || value.name === 'signal') && isBinding(facts, value.of, binding)).length
  const handed = facts.calls.reduce((sum, { args }) => sum + args.filter(arg => isBinding(facts, arg, binding)).length, 0)
  return facts.bindings[binding]!.reads > members + handed
}

/** Whether a value is a function, or what may hold it by its name. */
function mayBeFunction(facts: FileFacts, ref: ValueRef, fn: FunctionRef): boolean {
  const value = facts.values[ref]!
  return (value.is === 'binding' ? facts.bindings[value.binding]!.values : [ref]).some(held => isFunction(facts, held, fn))
}

function isAbort({ values }: FileFacts, ref: ValueRef | undefined, { holds }: Holder): boolean {
  const value = values[ref ?? -1]
  return value?.is === 'member' && value.name === 'abort' && holds(value.of)
}

/** The method that is bound: `controller.abort.bind(controller)`. */
function boundIn({ values, calls }: FileFacts, ref: ValueRef): ValueRef | undefined {
  const value = values[ref]!
  const bind = value.is === 'call' ? values[calls[value.call]!.callee]! : undefined
  return bind?.is === 'member' && bind.name === 'bind' ? bind.of : undefined
}
