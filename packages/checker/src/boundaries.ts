import { crossingsOf, harmlessImports, type Project } from '@bulkhead/analysis'
import type { RepoPath, Workspace } from '@bulkhead/workspace'
import type { Boundaries } from './door.js'
import { sharedBelowServices } from './shared.js'

/** Which of some files lead over a boundary, and to which files of a database layer. */
export function boundariesAmong({ workspace, project }: { workspace: Workspace; project: Project }, database: RepoPath[], candidates: RepoPath[]): Boundaries {
  const owner = (path: RepoPath) => workspace.serviceOf(path)
  const byService = new Map<string, RepoPath[]>()
  for (const file of database) {
    const service = owner(file)
    if (service) byService.set(service.name, [...(byService.get(service.name) ?? []), file])
  }
  const edges = candidates.flatMap(from => [...crossingsOf(project, from, owner)].flatMap(c => c.definitions.map(d => ({ from, to: d.file }))))
  return {
    services: workspace.services.map(({ name, directory, libraries }) => ({ name, directory, ...(libraries && { libraries }), databaseFiles: byService.get(name) ?? [] })),
    shared: sharedBelowServices(workspace),
    candidates,
    edges,
    harmless: candidates.flatMap(from => [...harmlessImports(project, from, owner)].map(to => ({ from, to }))),
  }
}
