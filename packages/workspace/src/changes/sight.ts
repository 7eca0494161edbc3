import { statSync } from 'node:fs'
import { join as joinNative } from 'node:path'
import { parentOf, upwards } from '../repo-path.js'
import type { RepoPath } from '../workspace.js'

/** So far, in milliseconds, the time of a file may be behind the clock: what is younger may be written again without another time. */
const BEHIND = 20

/** Never what a file is like: who was looked at so early has to be looked at again. */
const YOUNG = 'young'

/** What of the disk answers rest on: the files that were read and the folders that were listed, and how each was then. */
export class Sight {
  readonly #files = new Map<RepoPath, string>()
  readonly #folders = new Map<RepoPath, string>()
  readonly #unkept = new Set<RepoPath>()

  constructor(private readonly root: string) {}

  /** To be called before a file is read, be it there or not. */
  reads(path: RepoPath): void {
    if (!this.#files.has(path)) this.#files.set(path, this.#stampOf(path))
  }

  /** The same of a file of which nobody keeps what it says. */
  uses(path: RepoPath): void {
    this.#unkept.add(path)
    this.reads(path)
  }

  /** To be called before a folder is listed. */
  lists(folder: RepoPath): void {
    if (!this.#folders.has(folder)) this.#folders.set(folder, this.#stampOf(folder))
  }

  /** The files and folders that may be others than when they were last looked at, and whether one of those is among them of which nothing is kept to compare with. `among`: the only paths that are looked at, and the folders around them. */
  changed(among?: Iterable<RepoPath>): { files: RepoPath[]; folders: RepoPath[]; unkept: boolean } {
    const looked = among && [...among]
    const files = this.#others(this.#files, looked ?? this.#files.keys())
    return { files, folders: this.#others(this.#folders, looked ? new Set(looked.flatMap((path) => [...upwards(parentOf(path))])) : this.#folders.keys()), unkept: files.some((path) => this.#unkept.has(path)) }
  }

  #others(known: Map<RepoPath, string>, paths: Iterable<RepoPath>): RepoPath[] {
    const others: RepoPath[] = []
    for (const path of paths) {
      const stamp = known.get(path)
      if (stamp === undefined) continue
      const now = this.#stampOf(path)
      if (now === stamp && now !== YOUNG) continue
      known.set(path, now)
      others.push(path)
    }
    return others
  }

  /** By the inode's own time: a file that is moved there or restored keeps the time of its text. */
  #stampOf(path: RepoPath): string {
    try {
      const found = statSync(joinNative(this.root, path), { throwIfNoEntry: false })
      if (!found) return 'absent'
      return found.ctimeMs > Date.now() - BEHIND ? YOUNG : `${found.ctimeMs} ${found.size} ${found.ino}`
    } catch (error) {
      return String((error as NodeJS.ErrnoException).code)
    }
  }
}
