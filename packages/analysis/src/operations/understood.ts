import type { Match } from '../libraries/match.js'
import type { Understanding, Understood } from '../libraries/understanding.js'
import { applied, argumentsOf } from '../values/calls.js'
import { stepInto, type AccessPath, type Meaning, type Site } from '../values/meaning.js'

/** What a call does of what is called there of libraries: what all ways do that are known, where it may go several. */
export function understoodAs(understanding: Understanding, { path, or = [] }: Meaning & { is: 'library' }, site: Site): Understood | undefined {
  const ways = [path, ...or].map(way => ({ way, does: understanding.operation(stepInto(way, site), site.file) ?? appliedOperation(understanding, way, site) }))
  const [understood, ...others] = ways.flatMap(({ does }) => does ?? [])
  if (!understood || or.length === 0) return understood
  if (others.some(one => one.operation.model.kind !== understood.operation.model.kind || isOtherTable(one, understood))) return undefined
  return { ...understood, rivals: [...understood.rivals ?? [], ...others.flatMap(one => [one, ...one.rivals ?? []])], beside: ways.some(({ way, does }) => !does && way.module !== understood.path.module) }
}

/** Tables of two libraries are not the same. */
function isOtherTable(one: Understood, other: Understood): boolean {
  return one.path.module !== other.path.module && [one, other].some(({ operation }) => operation.tables.length > 0)
}

/** `client.get.call(client, …)`, where the library has no method of that name itself. */
function appliedOperation(understanding: Understanding, { step, parent }: AccessPath, site: Site): Understood | undefined {
  if (!parent?.step || step?.is !== 'member' || step.name !== 'call' && step.name !== 'apply') return undefined
  const given = applied(understanding.tracer, step.name, argumentsOf(understanding.tracer, site))
  return given && understanding.operation({ module: parent.module, parent, step: { is: 'call', site, given } }, site.file)
}

/** The same, of a call in the code of a class. */
export function heldBy(understood: Understood, usedBy: Match['usedBy']): Understood {
  const { rivals } = understood
  return { ...understood, match: { ...understood.match, usedBy }, ...rivals && { rivals: rivals.map(one => ({ ...one, match: { ...one.match, usedBy } })) } }
}
