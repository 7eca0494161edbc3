import type { Manifest } from '../packages/manifests.js'
import { inOrder } from '../repo-path.js'
import type { RepoPath, Service } from '../workspace.js'

/**
 * Packages that one service alone uses, directly or through other such packages, by the folder of that service.
 * They are part of it: what goes wrong in them goes wrong there, and nowhere else.
 */
export function librariesOfOne(services: readonly Service[], packages: readonly Manifest[]): Map<RepoPath, RepoPath[]> {
  const homes = new Set(services.map(({ directory }) => directory))
  const byName = new Map(packages.map((manifest) => [manifest.name, manifest]))
  // What a package needs for its tests says nothing of what it is part of.
  const neededBy = (manifest: Manifest) =>
    Object.keys(manifest.runtime)
      .map((name) => byName.get(name))
      .filter((needed) => needed !== undefined && needed !== manifest && !homes.has(needed.directory)) as Manifest[]
  const needed = new Set(packages.flatMap(neededBy))
  const users = new Map<Manifest, Set<RepoPath>>()
  for (const start of packages) {
    // A package that nobody uses is made for others: what it needs is not one service's alone.
    const isUser = homes.has(start.directory) || !needed.has(start)
    // The root of a monorepo asks for packages so that tools find them; that is no use of them.
    if (!isUser || (start.directory === '' && !homes.has(''))) continue
    const open = neededBy(start)
    for (let next = open.pop(); next; next = open.pop()) {
      const known = users.get(next) ?? new Set()
      if (known.has(start.directory)) continue
      users.set(next, known.add(start.directory))
      open.push(...neededBy(next))
    }
  }
  const byService = new Map<RepoPath, RepoPath[]>()
  for (const [{ directory }, [only, ...others]] of users)
    if (directory !== '' && only !== undefined && others.length === 0 && homes.has(only)) byService.set(only, [...(byService.get(only) ?? []), directory].sort(inOrder))
  return byService
}
