import { parentOf, upwards } from '../repo-path.js'
import type { RepoPath } from '../workspace.js'
import type { Layout } from './layout.js'
import type { Manifest } from './manifests.js'

/** The version range of a library in force for a file: from the nearest package.json that names it, catalogs looked up. */
export function versionFor(library: string, path: RepoPath, manifests: Map<RepoPath, Manifest>, catalogs: Layout['catalogs']): string | undefined {
  for (const folder of upwards(parentOf(path))) {
    const dependencies = manifests.get(folder)?.dependencies
    const range = dependencies && Object.hasOwn(dependencies, library) ? dependencies[library] : undefined
    if (range !== undefined) return plainRange(range, library, catalogs)
  }
  return undefined
}

function plainRange(range: string, library: string, catalogs: Layout['catalogs']): string | undefined {
  if (range.startsWith('catalog:')) return catalogs[range.slice('catalog:'.length).replace(/^default$/, '').trim()]?.[library]
  // `npm:other@^1` installs another package under this name: the range is what counts.
  if (range.startsWith('npm:')) return range.slice(range.lastIndexOf('@') + 1)
  return range
}
