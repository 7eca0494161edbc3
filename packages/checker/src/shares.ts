import type { Share } from '@bulkhead/analysis'
import type { NotJudged, RepoPath } from '@bulkhead/workspace'

/** What one run looked at, before it is known whose it is. */
interface Looked {
  services: readonly string[]
  files: readonly RepoPath[]
  production: readonly RepoPath[]
  notJudged: readonly NotJudged[]
  countsFor: (service: string) => Share['counts']
  /** The name of the service of a file; empty where it belongs to none. */
  serviceOf: (path: RepoPath) => string
}

/** Shares out what was looked at among the services, and under the empty name what belongs to none. */
export function sharesOf({ services, files, production, notJudged, countsFor, serviceOf }: Looked): Record<string, Share> {
  const sizes = (all: readonly RepoPath[]): Map<string, number> => {
    const sizeOf = new Map<string, number>()
    for (const file of all) sizeOf.set(serviceOf(file), (sizeOf.get(serviceOf(file)) ?? 0) + 1)
    return sizeOf
  }
  const [total, ofProduction] = [sizes(files), sizes(production)]
  return Object.fromEntries([...services, ''].map(name => [name, {
    counts: countsFor(name), files: { total: total.get(name) ?? 0, production: ofProduction.get(name) ?? 0 },
    notJudged: notJudged.filter(({ path }) => path === undefined || serviceOf(path) === name),
  }]))
}
