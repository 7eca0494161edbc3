import type { ParsedSignature } from '@bulkhead/models'
import type { RepoPath } from '@bulkhead/workspace'
import type { Library } from '../libraries/library.js'
import { matchPath } from '../libraries/match.js'
import type { Provided } from './provided.js'
import type { Said } from './said.js'
import { isLibraryMember, samePath, stepInto, type AccessPath, type Located, type Meaning } from '../values/meaning.js'
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
  for (const { target, value } of project.members.assignmentsTo(path)) {
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

/** What a chain of member names is taken from: `axios` of `axios.defaults`, by whatever name that goes. */
export function ownerOf(project: Project, at: Located, path: string[]): Meaning | undefined {
  const facts = project.program.facts(at.file)!
  let ref = at.ref
  for (const name of path.toReversed()) {
    const value = facts.values[ref]!
    if (value.is !== 'member' || value.name !== name) return namedOwner(project, at, path)
    ref = value.of
  }
  return project.tracer.meaning({ ...at, ref })
}

/** `const { defaults } = axios` */
function namedOwner(project: Project, at: Located, path: string[]): Meaning | undefined {
  const meaning = project.tracer.meaning(at)
  let owner = meaning.is === 'library' && !meaning.or ? meaning.path : undefined
  for (const name of path.toReversed()) owner = owner && isLibraryMember(owner, name) ? owner.parent : undefined
  return owner && { is: 'library', path: owner }
}

/** Every write in the repository to a member path such as `defaults.timeout`, and what it is written to. */
export function assignmentsTo(project: Project, path: string[]): { target: Meaning; value: Located }[] {
  const [name, around] = [path.at(-1)!, path.slice(0, -1)]
  return project.meeting().flatMap(file => {
    const facts = project.program.facts(file)
    const assigned = (project.program.index(file)?.assigned.get(name) ?? []).flatMap(index => {
      const { target: ref, value } = facts!.assignments[index]!
      const member = facts!.values[ref]!
      const target = member.is === 'member' ? ownerOf(project, { file, ref: member.of }, around) : undefined
      return target ? [{ target, value: { file, ref: value } }] : []
    })
    return [...assigned, ...laid(project, file, name, around)]
  })
}

/** `Object.assign(axios.defaults, { timeout: 5000 })` */
function laid(project: Project, file: RepoPath, name: string, around: string[]): { target: Meaning; value: Located }[] {
  const { tracer, program } = project
  const facts = program.facts(file)
  return (facts?.calls ?? []).flatMap(({ callee, args: [into, ...given] }) => {
    const member = into === undefined || given.length === 0 ? undefined : facts!.values[into]!
    if (into === undefined || member?.is !== 'member' || member.name !== around.at(-1)) return []
    const how = tracer.builtins.passing(tracer.meaning({ file, ref: callee }))
    const target = how === 'merge' || how === 'deep-merge' || how === 'defaults' ? ownerOf(project, { file, ref: into }, around) : undefined
    const found = target && tracer.property({ is: 'merge', of: given.map(ref => ({ file, ref })) }, name)
    if (!target || !found || found.state === 'absent') return []
    return [{ target, value: found.state === 'present' ? found.value : { file, ref: given[0]! } }]
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
