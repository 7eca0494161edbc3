import type { Said } from './said.js'
import { samePath, type AccessPath, type Located, type Meaning } from '../values/meaning.js'
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
export function ownerOf(project: Project, at: Located, path: string[]): Meaning | undefined {
  const facts = project.program.facts(at.file)!
  let ref = at.ref
  for (const name of path.toReversed()) {
    const value = facts.values[ref]!
    if (value.is !== 'member' || value.name !== name) return undefined
    ref = value.of
  }
  return project.tracer.meaning({ ...at, ref })
}
