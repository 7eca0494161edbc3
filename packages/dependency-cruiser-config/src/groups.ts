import { posix } from 'node:path'
import type { RepoPath, Workspace } from '@bulkhead/workspace'
import type { Group } from './cruiser.js'
import { specifiersIn } from './specifiers.js'

/** Files in groups that share their package and their nearest tsconfig.json: inside one, a specifier means one thing. */
export function groupsOf(files: readonly RepoPath[], workspace: Workspace, root: string): Group[] {
  const groups = new Map<string, Group>()
  for (const file of files) {
    const tsConfig = nearestTsConfig(file, workspace)
    const key = JSON.stringify([workspace.packageOf(file)?.directory, tsConfig])
    const group = groups.get(key) ?? { sources: [], aliases: {}, ...(tsConfig === undefined ? {} : { tsConfig: `${root}/${tsConfig}` }) }
    group.sources.push(file)
    Object.assign(group.aliases, aliasesIn(file, workspace, root))
    groups.set(key, group)
  }
  return [...groups.values()]
}

/**
 * dependency-cruiser knows one tsconfig a run and takes a package of this repository for what was last built of it; the
 * workspace knows each file's own. So both work from the same meaning of every name that is no relative path.
 */
function aliasesIn(file: RepoPath, workspace: Workspace, root: string): Record<string, string | false> {
  const aliases: Record<string, string | false> = {}
  for (const specifier of specifiersIn(workspace.read(file) ?? '')) {
    if (specifier.startsWith('.')) continue
    const resolution = workspace.resolve(specifier, file)
    if (resolution.is === 'file') aliases[`${specifier}$`] = `${root}/${resolution.path}`
    // Nobody's database lies in a library, and to look for each through every folder takes longer than all the rest.
    if (resolution.is === 'library') aliases[`${specifier}$`] = false
  }
  return aliases
}

function nearestTsConfig(file: RepoPath, workspace: Workspace): RepoPath | undefined {
  for (let directory = posix.dirname(file); ; directory = posix.dirname(directory)) {
    const path = directory === '.' ? 'tsconfig.json' : `${directory}/tsconfig.json`
    if (workspace.read(path) !== undefined) return path
    if (directory === '.' || directory === '/') return undefined
  }
}
