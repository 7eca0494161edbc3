import { readdirSync, readFileSync, type Dirent } from 'node:fs'
import { join as joinNative } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Sight } from '../changes/sight.js'
import { Notes } from '../notes.js'
import { inOrder, parentOf, within } from '../repo-path.js'
import type { RepoPath } from '../workspace.js'
import { isIgnored, withIgnoreFile, type IgnoreStack } from './ignored.js'

/** Every file of the repository that git would keep, listed once. */
export interface FileTree {
  /** Files that may hold code, sorted, without those that the configuration ignores. */
  readonly code: readonly RepoPath[]
  /** Every file, sorted: manifests, schemas, container files and the code. */
  readonly all: readonly RepoPath[]
  /**
   * What lies beside those and is not looked into, sorted: ignored folders (with a slash behind them), links, and ignored files that could stand in the way where
   * an import is resolved without its extension.
   */
  readonly besides: readonly RepoPath[]
  has(path: RepoPath): boolean
  hasFolder(path: RepoPath): boolean
  /** Whether git leaves a path out, be there a file or not. */
  ignores(path: RepoPath): boolean
  /** How many code files a folder holds, counting its subfolders. */
  codeBelow(folder: RepoPath): number
  /** Names of a folder's own folders and files, sorted. */
  foldersIn(folder: RepoPath): readonly string[]
  filesIn(folder: RepoPath): readonly string[]
  /** Whether other files or folders would be kept of a folder than were when it was listed. */
  isOther(folder: RepoPath): boolean
}

const CODE = /\.[mc]?[jt]sx?$/
const RESOLVED = /\.([mc]?[jt]sx?|json|node)$/

/** Whether a name is that of a JavaScript or TypeScript file. */
export function isCode(path: RepoPath): boolean {
  return CODE.test(path)
}

/**
 * Walks the repository. Links are not followed: they may lead out of it or round in circles.
 * Written by hand because each folder carries its own stack of `.gitignore` files and unreadable folders have to be named.
 * `sight` is told what is looked at.
 */
export function listFiles(root: string, ignoredByConfig: (path: RepoPath) => boolean, notes: Notes, sight?: Sight): FileTree {
  const all: RepoPath[] = []
  const besides: RepoPath[] = []
  const folders = new Map<RepoPath, Own>()
  const stacks = new Map<RepoPath, IgnoreStack>()
  const open: { folder: RepoPath; stack: IgnoreStack }[] = [{ folder: '', stack: [] }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { folder } = next
    sight?.lists(folder)
    const entries = entriesOf(root, folder, notes)
    if (!entries) continue
    if (entries.some(({ name }) => name === '.gitignore')) sight?.uses(within(folder, '.gitignore'))
    const stack = stackOf(root, folder, next.stack, entries, notes)
    const own = keptOf(folder, entries, stack)
    folders.set(folder, own)
    stacks.set(folder, stack)
    for (const name of own.folders) open.push({ folder: within(folder, name), stack })
    for (const name of own.files) all.push(within(folder, name))
    for (const name of own.besides) besides.push(within(folder, name))
  }
  all.sort(inOrder)
  besides.sort(inOrder)
  const code = all.filter((path) => isCode(path) && !ignoredByConfig(path))
  const counts = countBelow(code)
  const present = new Set(all)
  return {
    code,
    all,
    besides,
    has: (path) => present.has(path),
    hasFolder: (path) => folders.has(path),
    ignores: (path) => isLeftOut(path, stacks),
    codeBelow: (folder) => counts.get(folder) ?? 0,
    foldersIn: (folder) => folders.get(folder)?.folders ?? [],
    filesIn: (folder) => folders.get(folder)?.files ?? [],
    isOther: (folder) => {
      const [then, entries] = [folders.get(folder), entriesOf(root, folder, new Notes())]
      return !isDeepStrictEqual(then, entries && keptOf(folder, entries, stacks.get(folder) ?? []))
    },
  }
}

/** What git would keep of a folder's own folders and files, and what lies beside those. */
interface Own {
  folders: string[]
  files: string[]
  besides: string[]
}

function keptOf(folder: RepoPath, entries: readonly Dirent[], stack: IgnoreStack): Own {
  const own: Own = { folders: [], files: [], besides: [] }
  for (const entry of entries) {
    const path = within(folder, entry.name)
    if (entry.isDirectory()) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
      if (isIgnored(stack, path, true)) own.besides.push(`${entry.name}/`)
      else own.folders.push(entry.name)
    } else if (entry.isFile() && !isIgnored(stack, path, false)) own.files.push(entry.name)
    else if (entry.isSymbolicLink() ? entry.name !== 'node_modules' : RESOLVED.test(entry.name)) own.besides.push(entry.name)
  }
  own.folders.sort(inOrder)
  own.files.sort(inOrder)
  return own
}

function entriesOf(root: string, folder: RepoPath, notes: Notes): Dirent[] | undefined {
  try {
    return readdirSync(joinNative(root, folder), { withFileTypes: true }).sort((a, b) => inOrder(a.name, b.name))
  } catch (error) {
    notes.unreadable('folder', error, folder, 'Give the user that runs Bulkhead the right to read it, or list it in `ignore`.')
    return undefined
  }
}

function stackOf(root: string, folder: RepoPath, above: IgnoreStack, entries: Dirent[], notes: Notes): IgnoreStack {
  if (!entries.some((entry) => entry.name === '.gitignore' && entry.isFile())) return above
  try {
    return withIgnoreFile(above, folder, readFileSync(joinNative(root, folder, '.gitignore'), 'utf8'))
  } catch (error) {
    notes.unreadable('ignore file', error, within(folder, '.gitignore'))
    return above
  }
}

/** A path is left out when it or any folder above it is. */
function isLeftOut(path: RepoPath, stacks: ReadonlyMap<RepoPath, IgnoreStack>): boolean {
  if (path === '') return false
  const segments = path.split('/')
  let stack = stacks.get('') ?? []
  for (let depth = 1; depth <= segments.length; depth++) {
    const at = segments.slice(0, depth).join('/')
    if (isIgnored(stack, at, depth < segments.length)) return true
    stack = stacks.get(at) ?? stack
  }
  // A specifier gives no extension: `./client` may name the ignored folder `client/`.
  return !stacks.has(path) && isIgnored(stack, path, true)
}

function countBelow(code: readonly RepoPath[]): Map<RepoPath, number> {
  const counts = new Map<RepoPath, number>()
  for (const path of code)
    for (let folder = path; folder !== ''; ) {
      folder = parentOf(folder)
      counts.set(folder, (counts.get(folder) ?? 0) + 1)
    }
  return counts
}
