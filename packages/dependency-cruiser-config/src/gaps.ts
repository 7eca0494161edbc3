import type { NotJudged, RepoPath, Workspace } from '@bulkhead/workspace'
import type { BoundaryMap } from './boundary-map.js'
import type { Answer, CruisedModule } from './cruiser.js'

/** An entry for the report, and the files that it stands for. */
export interface Gap {
  entry: NotJudged
  paths: RepoPath[]
}

interface Question {
  candidates: RepoPath[]
  answer: Answer
  workspace: Workspace
  map: BoundaryMap
}

/**
 * The candidates that dependency-cruiser did not read, or read and misunderstood. Every candidate imports something, so one
 * without a single import is one that was not read: dependency-cruiser itself would say "no violations" and exit 0.
 */
export function gapsIn(question: Question): Gap[] {
  const { candidates, answer, workspace } = question
  const blind = withoutCompiler(candidates, answer)
  const failed = inFailedGroups(question)
  const explained = new Set([...blind, ...failed].flatMap(({ paths }) => paths))
  const modules = new Map(answer.groups.flatMap(group => ('error' in group ? [] : group.modules.map(module => [module.source, module] as const))))
  const guarded = protectedFiles(question.map)
  const silent = candidates
    .filter(file => !explained.has(file))
    .flatMap(file => notUnderstood(file, modules.get(file), workspace, guarded))
  return [...blind, ...failed, ...silent]
}

function withoutCompiler(candidates: RepoPath[], { typescript }: Answer): Gap[] {
  const paths = typescript.usable ? [] : candidates.filter(file => /\.[cm]?tsx?$/.test(file))
  if (paths.length === 0) return []
  const found = typescript.version === undefined ? 'found none' : `found ${typescript.version}`
  return [{
    paths,
    entry: {
      reason: `dependency-cruiser read 0 of ${paths.length} TypeScript files: no TypeScript compiler below 7 to read them with (${found}).`,
      remedy: '@bulkhead/dependency-cruiser-config depends on TypeScript 6: let it be installed, without an override of `typescript`.',
    },
  }]
}

function inFailedGroups({ candidates, answer }: Question): Gap[] {
  return answer.groups.flatMap(group => {
    if (!('error' in group)) return []
    const reason = `dependency-cruiser could not read this file: ${group.error.replace(/\s+/g, ' ').trim()}`
    return group.sources.filter(file => candidates.includes(file)).map(path => ({ paths: [path], entry: { path, reason, passing: true } }))
  })
}

function notUnderstood(file: RepoPath, module: CruisedModule | undefined, workspace: Workspace, guarded: ReadonlySet<RepoPath>): Gap[] {
  const entry = (reason: string, remedy?: string): Gap[] => [{ paths: [file], entry: { path: file, reason, ...(remedy && { remedy }) } }]
  if (workspace.read(file) === undefined) return entry('There is no such file any more.')
  if (module === undefined || module.dependencies.length === 0) return entry('dependency-cruiser saw no import in this file, though it has one.')
  for (const dependency of module.dependencies) {
    const ours = workspace.resolve(dependency.module, file)
    if (ours.is !== 'file' || !guarded.has(ours.path) || ours.path === dependency.resolved) continue
    return dependency.couldNotResolve
      ? entry(`dependency-cruiser could not resolve '${dependency.module}', which is ${ours.path}.`)
      : entry(`dependency-cruiser takes '${dependency.module}' for ${dependency.resolved}, but it is ${ours.path}.`)
  }
  return []
}

function protectedFiles({ services }: BoundaryMap): Set<RepoPath> {
  return new Set(services.flatMap(service => [...service.databaseFiles, ...(service.barrels ?? []).map(barrel => barrel.file)]))
}
