import type { ParsedSignature } from '@bulkhead/models'
import type { Library } from '../libraries/library.js'
import { matchPath } from '../libraries/match.js'
import type { Provided } from './provided.js'
import type { Said } from './said.js'
import { samePath, stepInto, type AccessPath, type Located, type Meaning } from '../values/meaning.js'
import type { Project } from '../project.js'
import type { Understood } from '../libraries/understanding.js'

/**
 * A default that is set after the client was made: `axios.defaults.timeout = 5000`.
 * One that is set on the client itself holds. One that is set on the client it was made from may have come too late, so it leaves the answer open.
 */
export function assignedTo(project: Project, understood: Understood, path: string[], judge: (value: Located) => Said): Said {
  const client = understood.match.clientPath
  if (!client) return { is: 'absent' }
  let maybe = false
  for (const { target, value } of project.assignmentsTo(path)) {
    if (target.is !== 'library' || target.path.module !== client.module) continue
    if (samePath(target.path, client)) {
      const said = judge(value)
      if (said.is !== 'absent') return said
    } else if (isBelow(client, target.path)) maybe = true
  }
  return maybe ? { is: 'unknown', why: 'a default is set on the client that this one was made from' } : { is: 'absent' }
}

function isBelow(path: AccessPath, root: AccessPath): boolean {
  for (let p = path.parent; p; p = p.parent) if (samePath(p, root)) return true
  return false
}

/** The meaning of what a chain of member names is taken from: `axios` of `axios.defaults.timeout`. */
function ownerOf(project: Project, at: Located, path: string[]): Meaning | undefined {
  const facts = project.program.facts(at.file)!
  let ref = at.ref
  for (const name of path.toReversed()) {
    const value = facts.values[ref]!
    if (value.is !== 'member' || value.name !== name) return undefined
    ref = value.of
  }
  return project.tracer.meaning({ ...at, ref })
}

/** Every write in the repository to a member path such as `defaults.timeout`, and what it is written to. */
export function assignmentsTo(project: Project, path: string[]): { target: Meaning; value: Located }[] {
  return project.meeting().flatMap(file => {
    const facts = project.program.facts(file)
    return (project.program.index(file)?.assigned.get(path.at(-1)!) ?? []).flatMap(index => {
      const assignment = facts!.assignments[index]!
      const target = ownerOf(project, { file, ref: assignment.target }, path)
      return target ? [{ target, value: { file, ref: assignment.value } }] : []
    })
  })
}

/** How a function of a library that sets something for the whole process is called anywhere; `bare` where it is not. */
export function ambientCall(project: Project, library: Library, by: ParsedSignature): Provided | 'bare' | 'unknown' {
  const found = project.meeting().flatMap(file => (project.program.facts(file)?.calls ?? []).flatMap((fact, call) => {
    const site = { file, call }
    const callee = project.tracer.meaning({ file, ref: fact.callee })
    if (callee.is !== 'library' || !library.isReachedBy(callee.path.module)) return []
    const given = matchPath(project.tracer, library, stepInto(callee.path, site), by)?.layers[0]?.given
    return given ? [{ given, site }] : []
  }))
  return found.length === 0 ? 'bare' : found.length === 1 ? found[0]! : 'unknown'
}
