import { readFileSync, statSync } from 'node:fs'
import { join as joinNative } from 'node:path'
import type { Sight } from '../changes/sight.js'
import type { FileTree } from '../files/tree.js'
import { parentOf, upwards, within } from '../repo-path.js'
import type { RepoPath } from '../workspace.js'

/** Larger than the lockfile of any repository that a person works in. */
const LARGEST_LOCK = 64 * 1024 * 1024

/** What installs a library, by the name of the lockfile; `NAME` stands for the library, and the group catches its version. */
const ENTRIES: Record<string, string> = {
  'package-lock.json': String.raw`"(?:[^"\n]*/)?node_modules/NAME": \{\s*(?:"name": "[^"]*",\s*)?"version": "([^"]+)"`,
  'npm-shrinkwrap.json': String.raw`"(?:[^"\n]*/)?node_modules/NAME": \{\s*(?:"name": "[^"]*",\s*)?"version": "([^"]+)"`,
  'pnpm-lock.yaml': String.raw`^  ['"]?/?NAME[@/](\d[^:('"_\s]*)`,
  'yarn.lock': String.raw`^"?NAME@[^\n]*:\n {2}version:? "?([^"\n]+)`,
  'bun.lock': String.raw`^\s*"(?:(?:[^"\n]*/)?NAME": \["NAME|NAME": \["@?[^"@\n]+)@(\d[^"\n]*)"`,
}

/** Which versions of a library the lockfiles of a repository install. Read when first asked: most questions need none. */
export class Locks {
  private readonly known = new Map<string, string[]>()
  private readonly nearest = new Map<RepoPath, { lock: RepoPath; name: string } | undefined>()

  constructor(private readonly root: string, private readonly tree: FileTree, private readonly sight?: Sight) {}

  /** The versions that the nearest lockfile at or above a file has of a library, wherever in the repository they are used; none where there is no lockfile. */
  versions(library: string, path: RepoPath): string[] {
    const folder = parentOf(path)
    if (!this.nearest.has(folder)) this.nearest.set(folder, this.lockAbove(folder))
    const found = this.nearest.get(folder)
    return found ? this.versionsIn(found.lock, found.name, library) : []
  }

  private lockAbove(folder: RepoPath): { lock: RepoPath; name: string } | undefined {
    for (const above of upwards(folder))
      for (const name of Object.keys(ENTRIES)) {
        const lock = within(above, name)
        if (this.tree.has(lock)) return { lock, name }
      }
    return undefined
  }

  private versionsIn(lock: RepoPath, name: string, library: string): string[] {
    const key = `${lock}\0${library}`
    let known = this.known.get(key)
    if (!known) {
      this.sight?.uses(lock)
      const entry = new RegExp(ENTRIES[name]!.replaceAll('NAME', escape(library)), 'gm')
      // The text is not kept: it may be large, and few libraries are asked for.
      this.known.set(key, (known = [...new Set([...read(joinNative(this.root, lock)).matchAll(entry)].map(([, version]) => version!))]))
    }
    return known
  }
}

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

/** Nothing where it cannot be read: then the declared range is all that is known. */
function read(path: string): string {
  try {
    return statSync(path).size > LARGEST_LOCK ? '' : readFileSync(path, 'utf8').replaceAll('\r\n', '\n')
  } catch {
    return ''
  }
}
