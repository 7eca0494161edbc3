import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import type { RepoPath } from '@bulkhead/workspace'
import { digestOfFile } from '@bulkhead/workspace/outline'

/** What the disk says of a file without its being read, and the digest of what was in it then. */
type Row = [size: number, modified: number, changed: number, inode: number, digest: string]

/** The clocks of file systems are that coarse, at worst: what is younger may have been written again at the same time. */
const COARSE = 2_000

/** Bytes that are held for whoever reads the files next. */
const MOST_HELD = 64 * 1024 * 1024

/** Digests of files, read again only where the disk says that they may have changed. */
export class Digests {
  private readonly rows = new Map<RepoPath, Row | undefined>()
  private readonly begun = Date.now()
  private readonly young: RepoPath[] = []
  private heldBytes = 0
  /** Whether a file had to be read. */
  hasRead = false

  constructor(private readonly root: string, private readonly before: Readonly<Record<RepoPath, Row>>, private readonly held: Map<RepoPath, Buffer>) {}

  of(path: RepoPath): string {
    const now = statOf(this.root, path)
    const known = Object.hasOwn(this.before, path) ? this.before[path] : undefined
    const isSame = known !== undefined && now?.every((value, i) => value === known[i]) === true
    const digest = isSame ? known[4] : this.read(path)
    this.rows.set(path, now && [...now, digest])
    if (now && Math.max(now[1], now[2]) >= this.begun - COARSE) this.young.push(path)
    return digest
  }

  private read(path: RepoPath): string {
    this.hasRead = true
    return digestOfFile(this.root, path, bytes => {
      this.heldBytes += bytes.length
      if (this.heldBytes <= MOST_HELD) this.held.set(path, bytes)
    })
  }

  /** Whether everything is still as it was when it was asked for. */
  areSteady(): boolean {
    return [...this.rows].every(([path, row]) => String(statOf(this.root, path)) === String(row?.slice(0, 4)))
      && this.young.every(path => digestOfFile(this.root, path) === this.rows.get(path)?.[4])
  }

  /** What the next run may trust: nothing that is so young that a change would not show. */
  kept(): Record<RepoPath, Row> {
    const young = new Set(this.young)
    return Object.fromEntries([...this.rows].flatMap(([path, row]) => (row && !young.has(path) ? [[path, row]] : [])))
  }
}

function statOf(root: string, path: RepoPath): [number, number, number, number] | undefined {
  try {
    const { size, mtimeMs, ctimeMs, ino } = lstatSync(join(root, path))
    return [size, mtimeMs, ctimeMs, ino]
  } catch {
    return undefined
  }
}
