import picomatch from 'picomatch'
import { nameOf, parentOf, within } from '../repo-path.js'
import type { RepoPath, Service } from '../workspace.js'
import type { ServiceInput } from './input.js'

/** The services that the configuration names. A pattern that matches nothing is a blind spot, not a detail. */
export function configuredServices({ config, tree, notes }: ServiceInput, isShared: (path: RepoPath) => boolean): Service[] {
  const folders = config.services.length > 0 ? foldersWithCode(tree.code) : []
  return config.services.flatMap(({ name, path, owners = [], entry }): Service[] => {
    const { matches, names } = pattern(path)
    const hits = folders.filter((folder) => matches(folder))
    if (hits.length === 0)
      notes.blind(`No folder with code matches the service \`${name}\` (\`${path}\`).`, config.file, 'Correct `services` in the configuration: the path starts at the root of the repository.')
    return hits.filter((folder) => !isShared(within(folder, 'index.ts'))).map((folder) => ({
      name: hits.length > 1 && !name.includes('<') ? nameOf(folder) : fill(name, names(folder), folder),
      directory: folder,
      kind: 'configured',
      confidence: 'sure',
      owners: [...owners],
      ...(entry && { entry }),
      evidence: [{ reason: `The configuration names it: \`${path}\`.`, ...(config.file !== undefined && { file: config.file }) }],
    }))
  })
}

/** `src/modules/<name>` becomes the glob `src/modules/*`, and `<name>` whatever the star matched. */
function pattern(path: string): { matches: (folder: string) => boolean; names: (folder: string) => Map<string, string> } {
  const clean = path.replace(/^\.?\//, '').replace(/\/(\*\*)?\/?$/, '').replace(/^\.$/, '')
  const segments = clean.split('/')
  const matches = clean === '' ? (folder: string) => folder === '' : picomatch(segments.map((segment) => segment.replace(/<\w+>/g, '*')).join('/'))
  return {
    matches,
    names: (folder) => {
      const found = new Map<string, string>()
      folder.split('/').forEach((actual, index) => {
        const placeholder = /^(.*)<(\w+)>(.*)$/.exec(segments[index] ?? '')
        if (placeholder) found.set(placeholder[2]!, actual.slice(placeholder[1]!.length, actual.length - placeholder[3]!.length))
      })
      return found
    },
  }
}

function fill(name: string, names: ReadonlyMap<string, string>, folder: RepoPath): string {
  return name.replace(/<(\w+)>/g, (_, word: string) => names.get(word) ?? nameOf(folder))
}

function foldersWithCode(code: readonly RepoPath[]): RepoPath[] {
  const folders = new Set<RepoPath>([''])
  for (const path of code) for (let at = parentOf(path); at !== '' && !folders.has(at); at = parentOf(at)) folders.add(at)
  return [...folders].sort()
}
