import type { RepoPath } from '@bulkhead/workspace'

/** Some files, and whoever leads to one of them, directly or not. `leading`: by file, who leads there at once. */
export function closure(leading: ReadonlyMap<RepoPath, Iterable<RepoPath>>, of: Iterable<RepoPath>): Set<RepoPath> {
  const found = new Set(of)
  // A set that grows while it is gone through is gone through to its end.
  for (const file of found) for (const next of leading.get(file) ?? []) found.add(next)
  return found
}
