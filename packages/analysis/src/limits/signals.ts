import type { CallRef } from '@bulkhead/facts'
import type { Place } from '../finding.js'
import { chosen, type Said } from './said.js'
import { consistsOf } from '../values/dependence.js'
import { isOpen, type AccessPath, type Located, type Meaning, type Site } from '../values/meaning.js'
import { branchesAround } from '../values/branches.js'
import type { Project } from '../project.js'

/** Whether an AbortSignal bounds the time: only a timer makes it do so by itself. */
export function signalOf(project: Project, at: Located): Said {
  const meaning = project.tracer.meaning(at)
  const source = project.placeOf(at)
  switch (meaning.is) {
    case 'literal': return { is: 'absent' }
    case 'parameter': return { is: 'unknown', why: 'a caller gives the signal', open: true }
    case 'unknown': return { is: 'unknown', why: meaning.open ? 'a caller gives the signal' : 'where the signal comes from cannot be read', open: meaning.open }
    case 'choice': return chosen(project, meaning, one => signalOf(project, one))
    case 'library': return ofLibrary(project, meaning, source)
    default: return { is: 'unknown', why: 'where the signal comes from cannot be read' }
  }
}

function ofLibrary(project: Project, meaning: Meaning & { is: 'library' }, source: Place | undefined): Said {
  const { understanding } = project
  const timer = understanding.value(meaning, 'timer-signal')
  if (timer) return { is: 'set', value: 'a timer', source, exact: delayOf(project, timer.layers[0]?.given.get('delay')) }
  const caller = understanding.value(meaning, 'caller-signal')
  // A request that is made here passes on the signal that it is given.
  if (caller) return caller.opaque ? { is: 'off', source, callerOnly: true } : { is: 'unknown', why: 'what drives the signal cannot be read' }
  const joined = understanding.value(meaning, 'joined-signals')
  if (joined) return joinedSignals(project, joined.layers[0]?.given.get('signals'), source)
  const controller = controllerOf(project, meaning.path)
  if (controller) return controllerSignal(project, controller, source)
  return { is: 'unknown', why: 'what drives the signal cannot be read' }
}

/** The ms that a timer waits, where they are known. */
function delayOf({ tracer }: Project, delay: Located | undefined): number | undefined {
  const meaning = delay && tracer.meaning(delay)
  return meaning?.is === 'literal' && typeof meaning.value === 'number' ? meaning.value : undefined
}

/** One of several signals: the first that fires aborts. */
function joinedSignals(project: Project, signals: Located | undefined, source: Place | undefined): Said {
  const meaning = signals && project.tracer.meaning(signals)
  if (meaning?.is !== 'array') return { is: 'unknown', why: 'the joined signals cannot be read' }
  const value = project.program.facts(meaning.at.file)!.values[meaning.at.ref]!
  const all = value.is === 'array' ? value.items.map(item => signalOf(project, { ...meaning.at, ref: item.value })) : []
  const set = all.find(s => s.is === 'set')
  if (set) return set
  return all.find(s => s.is === 'unknown') ?? { is: 'off', source, callerOnly: true }
}

/** The call that made the controller whose `signal` this is. */
function controllerOf(project: Project, path: AccessPath): Site | undefined {
  const made = path.parent
  return made?.step?.is === 'call' && project.understanding.value({ is: 'library', path: made }, 'controller') ? made.step.site : undefined
}

/** A controller bounds the time where a timer aborts it. Where it is handed to code that cannot be read, that code may do so. */
function controllerSignal(project: Project, made: Site, source: Place | undefined): Said {
  if (isOnlyMadeForSome(project, made)) return { is: 'unknown', why: 'a caller gives what the signal depends on', open: true }
  const facts = project.program.facts(made.file)!
  const uses = project.program.index(made.file)!.chained.get(made.call) ?? []
  for (const { call, name } of uses) if (name === 'abort' && runsOnTimer(project, made.file, call)) return { is: 'set', value: 'a timer', source }
  const { value } = facts.calls[made.call]!
  const binding = facts.bindings.findIndex(b => b.values.includes(value))
  const handedOn = binding < 0 || facts.calls.some(c => c.args.some(arg => {
    const given = facts.values[arg]!
    return isBinding(given, binding) || given.is === 'member' && given.name === 'abort' && isBinding(facts.values[given.of]!, binding)
  }))
  if (handedOn) return timerGiven(project, made.file, binding) ?? { is: 'unknown', why: 'the controller is handed on' }
  return { is: 'off', source, callerOnly: true }
}

/** Whether a controller with a name is made only where a caller asks for it: `if (timeout) controller = new AbortController()`. */
function isOnlyMadeForSome({ program, tracer }: Project, { file, call, frame }: Site): boolean {
  const facts = program.facts(file)!
  const { block, value } = facts.calls[call]!
  const binding = facts.bindings.find(b => b.values.includes(value))
  return binding !== undefined && branchesAround(facts, block, binding).some(({ test }) => test !== undefined && tracer.truth(tracer.meaning({ file, ref: test, frame })) === undefined && consistsOf(facts, test, ref => isOpen(tracer.meaning({ file, ref, frame }))))
}

function isBinding(value: { is: string; binding?: number }, binding: number): boolean {
  return value.binding === binding
}

/** `setTimeout(controller.abort, ms)` and `setTimeout(controller.abort.bind(controller), ms)`. */
function timerGiven(project: Project, file: string, binding: number): Said | undefined {
  const facts = project.program.facts(file)!
  for (const [call, fact] of facts.calls.entries()) {
    if (!isTimer(project, file, call)) continue
    let callback = facts.values[fact.args[0] ?? -1]
    if (callback?.is === 'call') {
      const bind = facts.values[facts.calls[callback.call]!.callee]!
      callback = bind.is === 'member' ? facts.values[bind.of] : undefined
    }
    if (callback?.is === 'member' && isBinding(facts.values[callback.of]!, binding)) return { is: 'set', value: 'a timer' }
  }
  return undefined
}

/** True where a call stands in a function that a timer runs. */
export function runsOnTimer(project: Project, file: string, call: CallRef): boolean {
  const facts = project.program.facts(file)!
  for (let fn = facts.calls[call]!.function; fn !== undefined; fn = facts.functions[fn]!.parent) {
    const given = facts.functions[fn]!.argumentOf
    if (given && isTimer(project, file, given.call)) return true
    if (namedCallbackOfTimer(project, file, fn)) return true
  }
  return false
}

/** `const stop = () => controller.abort(); setTimeout(stop, ms)` */
function namedCallbackOfTimer(project: Project, file: string, fn: number): boolean {
  const facts = project.program.facts(file)!
  const binding = facts.bindings.findIndex(b => b.values.some(v => { const value = facts.values[v]!; return value.is === 'function' && value.function === fn }))
  return facts.calls.some((c, call) => c.args.some(arg => isBinding(facts.values[arg]!, binding)) && isTimer(project, file, call))
}

/** True where a call starts a timer. */
export function isTimer(project: Project, file: string, call: CallRef): boolean {
  return project.callMeans({ file, call }, 'timer') !== undefined
}
