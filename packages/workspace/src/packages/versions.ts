import { parentOf, upwards } from '../repo-path.js'
import type { RepoPath } from '../workspace.js'
import type { Layout } from './layout.js'
import type { Manifest } from './manifests.js'

/** What the nearest package.json that names a library says of it, catalogs looked up. */
function declaredFor(library: string, folder: RepoPath, manifests: ReadonlyMap<RepoPath, Manifest>, catalogs: Layout['catalogs']): string | undefined {
  for (const at of upwards(folder)) {
    const dependencies = manifests.get(at)?.dependencies
    const range = dependencies && Object.hasOwn(dependencies, library) ? dependencies[library] : undefined
    if (range !== undefined) return range.startsWith('catalog:') ? catalogs[range.slice('catalog:'.length).replace(/^default$/, '').trim()]?.[library] : range
  }
  return undefined
}

/** The version range of a library in force for a file: from the nearest package.json that names it. */
export function versionFor(library: string, path: RepoPath, manifests: ReadonlyMap<RepoPath, Manifest>, catalogs: Layout['catalogs']): string | undefined {
  const declared = declaredFor(library, parentOf(path), manifests, catalogs)
  if (declared === undefined) return undefined
  const alias = aliased(declared)
  // `npm:^1` is how Yarn writes a plain range, too.
  return alias ? alias.range : declared.replace(/^npm:/, '')
}

/** The package that code in a folder gets by a name under which another one is installed: `npm:other@^1`, or `workspace:other@*` of pnpm. */
export function packageBehind(name: string, folder: RepoPath, manifests: ReadonlyMap<RepoPath, Manifest>, catalogs: Layout['catalogs']): string | undefined {
  const declared = declaredFor(name, folder, manifests, catalogs)
  const behind = declared === undefined ? undefined : aliased(declared)?.name
  return behind === name ? undefined : behind
}

/** The packages that some package.json installs under a name of its own. */
export function renamedIn(manifests: ReadonlyMap<RepoPath, Manifest>, catalogs: Layout['catalogs']): { as: string; name: string }[] {
  return [...manifests.values()].flatMap(({ directory, dependencies }) => Object.keys(dependencies).flatMap(as => {
    const name = packageBehind(as, directory, manifests, catalogs)
    return name === undefined ? [] : [{ as, name }]
  }))
}

/** Without a version it is whichever was there when it was installed. */
function aliased(range: string): { name: string; range: string } | undefined {
  const [, name, version = '*'] = /^(?:npm|workspace):(@[\w.~-]+\/[\w.~-]+|[a-z_][\w.~-]*)(?:@(.+))?$/i.exec(range) ?? []
  return name === undefined ? undefined : { name, range: version }
}
