import { bindingOf, isBinding, type CallRef } from '@bulkhead/facts'
import type { Project } from '../project.js'

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
  const binding = bindingOf(facts, fn)
  return binding !== undefined && facts.calls.some(({ args }, call) => args.some(arg => isBinding(facts, arg, binding)) && isTimer(project, file, call))
}

/** True where a call starts a timer. */
export function isTimer(project: Project, file: string, call: CallRef): boolean {
  return project.callMeans({ file, call }, 'timer') !== undefined
}
