import type { RepoPath } from '../workspace.js'
import type { Layout } from './layout.js'
import type { Manifest } from './manifests.js'

const LOCAL = /^(workspace|file|link|portal):/

/**
 * Packages that an import may reach by name: members of the workspace, the root, and others that some package asks for
 * by a local path. In a repository without a workspace every named package counts: its folders are deployed side by side.
 */
export function importableByName(manifests: ReadonlyMap<RepoPath, Manifest>, layout: Layout): Map<string, Manifest> {
  const asked = new Set<string>()
  for (const { dependencies } of manifests.values()) for (const [name, range] of Object.entries(dependencies)) if (LOCAL.test(range)) asked.add(name)
  const named = [...manifests.values()].filter(({ declaredName }) => declaredName !== undefined)
  const isMember = ({ directory }: Manifest) => directory === '' || layout.members.has(directory)
  const loose = named.filter((manifest) => !isMember(manifest) && (layout.members.size === 0 || asked.has(manifest.name)))
  const byName = new Map<string, Manifest>()
  for (const manifest of [...named.filter(isMember), ...loose]) if (!byName.has(manifest.name)) byName.set(manifest.name, manifest)
  return byName
}

/** The packages that depend on each other one, by the name of the one depended on. */
export function usersByName(manifests: ReadonlyMap<RepoPath, Manifest>): Map<string, Manifest[]> {
  const own = new Set([...manifests.values()].map(({ name }) => name))
  const users = new Map<string, Manifest[]>()
  for (const manifest of manifests.values())
    for (const name of Object.keys(manifest.dependencies)) if (name !== manifest.name && own.has(name)) users.set(name, [...(users.get(name) ?? []), manifest])
  return users
}
