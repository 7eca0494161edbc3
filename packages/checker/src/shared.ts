import type { RepoPath, Workspace } from '@bulkhead/workspace'

/** Files and folders that lie below a service and belong to nobody, because the configuration says that they are shared. */
export function sharedBelowServices({ config, services, files, serviceOf }: Pick<Workspace, 'config' | 'services' | 'files' | 'serviceOf'>): RepoPath[] {
  if (config.shared.length === 0) return []
  const folders = config.shared.flatMap(glob => /^([^*?{}[\]()!]+)\/\*\*$/.exec(glob)?.[1] ?? [])
  const below = services.flatMap(({ directory, libraries = [] }) => [directory, ...libraries].map(folder => folder === '' ? '' : `${folder}/`))
  const nobodys = files().filter(file => serviceOf(file) === undefined && below.some(folder => file.startsWith(folder)))
  return [...new Set(nobodys.map(file => folders.find(folder => file.startsWith(`${folder}/`)) ?? file))].sort()
}
