import type { Library } from '../libraries/library.js'
import { clientOf, type Match } from '../libraries/match.js'
import type { Project } from '../project.js'

/** Every call that makes a client of one kind, or the client that has it as a member. None where the library itself has one ready, which nobody need make. */
export function findMakers(project: Project, library: Library, client: string, depth = 0): Match[] {
  const members = library.clients.get(client)!.made.filter(({ steps }) => steps.at(-1)?.is !== 'call')
  if (depth > 4 || members.some(({ root }) => root === client || !library.clients.has(root))) return []
  return [...new Set(members.map(({ root }) => root))].flatMap(root => findMakers(project, library, root, depth + 1)).concat(madeBy(project, library, client))
}

function madeBy(project: Project, library: Library, client: string): Match[] {
  return project.meeting().flatMap(file => project.callsOfLibraries(file).flatMap(({ call, callee }) => {
    if (!library.isReachedBy(callee.path.module)) return []
    const site = { file, call }
    const match = clientOf(project.tracer, library, { module: callee.path.module, parent: callee.path, step: { is: 'call', site } }, client)
    return match?.layers[0]?.site === site && !match.opaque ? [match] : []
  }))
}
