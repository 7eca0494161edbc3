import type { RepoPath } from './workspace.js'

/** The folder above; the root is the empty path. */
export function parentOf(path: RepoPath): RepoPath {
  const slash = path.lastIndexOf('/')
  return slash < 0 ? '' : path.slice(0, slash)
}

/** The last segment. */
export function nameOf(path: RepoPath): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** Joins and normalizes; undefined where the result leaves the repository. */
export function join(folder: RepoPath, relative: string): RepoPath | undefined {
  const segments = folder === '' ? [] : folder.split('/')
  for (const segment of relative.split('/')) {
    if (segment === '' || segment === '.') continue
    if (segment !== '..') segments.push(segment)
    else if (segments.pop() === undefined) return undefined
  }
  return segments.join('/')
}

/** A child's path; unlike `join` it trusts its input. */
export function within(folder: RepoPath, name: string): RepoPath {
  return folder === '' ? name : `${folder}/${name}`
}

/** True for the folder itself and everything below it. */
export function isInside(path: RepoPath, folder: RepoPath): boolean {
  return folder === '' || path === folder || path.startsWith(folder + '/')
}

/** The folder's own path relative to another one above it. */
export function below(path: RepoPath, folder: RepoPath): string {
  return folder === '' ? path : path.slice(folder.length + 1)
}

/** The folder and every folder above it, the root last. */
export function* upwards(folder: RepoPath): Generator<RepoPath> {
  for (let at = folder; ; at = parentOf(at)) {
    yield at
    if (at === '') return
  }
}

/** The deepest folder at or above a path that a map knows. */
export function nearest<T>(map: ReadonlyMap<RepoPath, T>, path: RepoPath): T | undefined {
  for (const folder of upwards(path)) {
    const found = map.get(folder)
    if (found !== undefined) return found
  }
  return undefined
}

/** Sorts by code unit, so that the order is the same on every machine. */
export function inOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
