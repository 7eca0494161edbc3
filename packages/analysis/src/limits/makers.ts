import type { Library } from '../libraries/library.js'
import { clientOf, type Match } from '../libraries/match.js'
import type { Project } from '../project.js'

/** Every call that makes a client of one kind. None where the library itself has one ready, which nobody need make. */
export function findMakers(project: Project, library: Library, client: string): Match[] {
  if (library.clients.get(client)!.made.some(({ steps }) => steps.at(-1)?.is !== 'call')) return []
  return project.meeting().flatMap(file => (project.program.facts(file)?.calls ?? []).flatMap((fact, call) => {
    const callee = project.leadsNowhere({ file, call }) ? undefined : project.tracer.meaning({ file, ref: fact.callee })
    if (callee?.is !== 'library' || !library.isReachedBy(callee.path.module)) return []
    const site = { file, call }
    const match = clientOf(project.tracer, library, { module: callee.path.module, parent: callee.path, step: { is: 'call', site } }, client)
    return match?.layers[0]?.site === site && !match.opaque ? [match] : []
  }))
}
