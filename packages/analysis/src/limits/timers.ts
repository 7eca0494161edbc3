import type { CallRef } from '@bulkhead/facts'
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
  const binding = facts.bindings.findIndex(b => b.values.some(v => { const value = facts.values[v]!; return value.is === 'function' && value.function === fn }))
  return facts.calls.some((c, call) => c.args.some(arg => { const value = facts.values[arg]!; return value.is === 'binding' && value.binding === binding }) && isTimer(project, file, call))
}

/** True where a call starts a timer. */
export function isTimer(project: Project, file: string, call: CallRef): boolean {
  return project.callMeans({ file, call }, 'timer') !== undefined
}
