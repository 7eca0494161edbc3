import type { RepoPath } from '@bulkhead/workspace'
import { satisfies, valid, validRange } from 'semver'

const ranges = new Map<string, boolean>()

/** Whether a text is a range of versions: a tag is none. A repository has few, and asks for them at every operation. */
export function isRange(text: string): boolean {
  let known = ranges.get(text)
  if (known === undefined) ranges.set(text, (known = validRange(text) !== null))
  return known
}

/**
 * The versions that may be in use, as a range: those that the lockfile has of the declared range, else the range itself.
 * What is no range, such as a tag, allows whatever is locked.
 */
export function versionsInUse(declared: string | undefined, locked: string[]): string | undefined {
  const installed = locked.filter(version => valid(version) !== null && (declared === undefined || !isRange(declared) || satisfies(version, declared, { includePrerelease: true })))
  return installed.length > 0 ? installed.join(' || ') : declared
}

/** What the repository says of versions: what its package.json files ask for, and what its lockfiles install. */
export interface VersionSource {
  versionOf(library: string, path: RepoPath): string | undefined
  lockedVersionsOf(library: string, path: RepoPath): string[]
}

/** The versions in use, remembered for each file that asks. */
export class Versions {
  private readonly known = new Map<string, string | undefined>()

  constructor(private readonly source: VersionSource) {}

  /** Forgets all, after a file has changed in which versions may stand. */
  forget(): void {
    this.known.clear()
  }

  of(library: string, path: RepoPath): string | undefined {
    const key = `${library}\0${path}`
    if (!this.known.has(key)) this.known.set(key, versionsInUse(this.source.versionOf(library, path), this.source.lockedVersionsOf(library, path)))
    return this.known.get(key)
  }
}
