import type { Manifest } from '../packages/manifests.js'
import { inOrder } from '../repo-path.js'
import type { RepoPath, Service } from '../workspace.js'

/**
 * Packages that one service alone uses, directly or through other such packages, by the folder of that service.
 * They are part of it: what goes wrong in them goes wrong there, and nowhere else.
 */
export function librariesOfOne(services: readonly Service[], manifests: ReadonlyMap<RepoPath, Manifest>, counts: (manifest: Manifest) => boolean): Map<RepoPath, RepoPath[]> {
  const home = new Map(services.map(({ directory }) => [directory, directory]))
  const packages = [...manifests.values()].filter(counts)
  const users = new Map<string, Manifest[]>()
  for (const manifest of packages) for (const name of Object.keys(manifest.dependencies)) users.set(name, [...(users.get(name) ?? []), manifest])
  // The root of a monorepo asks for packages so that tools find them; that is no use of them.
  const usersOf = (manifest: Manifest) => (users.get(manifest.name) ?? []).filter((user) => user !== manifest && (user.directory !== '' || home.has('')))
  const serviceOf = (manifest: Manifest, above: Manifest[]): Set<RepoPath | undefined> => {
    const own = home.get(manifest.directory)
    if (own !== undefined) return new Set([own])
    if (above.includes(manifest)) return new Set()
    const found = usersOf(manifest)
    if (found.length === 0) return new Set([undefined])
    return new Set(found.flatMap((user) => [...serviceOf(user, [...above, manifest])]))
  }
  const byService = new Map<RepoPath, RepoPath[]>()
  for (const manifest of packages) {
    if (home.has(manifest.directory) || manifest.directory === '') continue
    const [only, ...others] = serviceOf(manifest, [])
    if (only !== undefined && others.length === 0) byService.set(only, [...(byService.get(only) ?? []), manifest.directory].sort(inOrder))
  }
  return byService
}
