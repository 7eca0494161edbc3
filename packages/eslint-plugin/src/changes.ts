import { readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What has happened on a disk. */
export interface Changes {
  /** Files that have another text. */
  texts: string[]
  /** Code came or went, or what describes the repository is another. */
  outline: boolean
}

const CODE = /\.[mc]?[jt]sx?$/
const DESCRIPTION = /^(?:package\.json|tsconfig.*\.json|bulkhead\.config\..+|CODEOWNERS|\.gitignore)$/

// A file system may be a little behind the clock.
const BEHIND = 20

/** What has happened to files, and in the folders that they and packages are in, since a moment in milliseconds. Paths are relative to the root. */
export function changesSince(since: number, root: string, files: ReadonlySet<string>, packages: string[]): Changes {
  const times = [...files].map(file => [file, timeOf(join(root, file))] as const)
  const texts = times.flatMap(([file, time]) => time !== undefined && isAfter(time, since) ? [file] : [])
  const gone = times.some(([, time]) => time === undefined)
  const folders = new Set(['', ...packages, ...[...files].map(file => dirname(file))].map(folder => folder === '.' ? '' : folder))
  const outline = [...folders].some(folder => namesIn(join(root, folder)).some(name => {
    const path = folder === '' ? name : `${folder}/${name}`
    return DESCRIPTION.test(name) ? isNewerThan(since, root, path) : CODE.test(name) && !files.has(path) && isNewerThan(since, root, path)
  }))
  return { texts, outline: gone || outline }
}

/** Whether a file was made, changed or moved there after a moment. */
export function isNewerThan(since: number, root: string, path: string): boolean {
  const time = timeOf(join(root, path))
  return time !== undefined && isAfter(time, since)
}

const isAfter = (time: number, since: number): boolean => time >= since - BEHIND

/** The inode's own time: a file that is moved here or restored keeps the time of its text. */
function timeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ctimeMs
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    // A folder that is gone has no names; its files are missed by themselves.
    return []
  }
}
