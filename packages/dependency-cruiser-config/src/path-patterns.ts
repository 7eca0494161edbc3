import type { RepoPath } from '@bulkhead/workspace'
import type { ServiceDatabase } from './boundary-map.js'

/** Regular expressions that together match these files and no other; the files of a folder share one. */
export function exactly(files: readonly RepoPath[]): string[] {
  return byFolder(files).map(([folder, names]) => `^${escaped(folder)}${alternatives(names)}$`)
}

/** Regular expressions for the files of a service: those below its folders and below no folder of another service further down. */
export function filesOf(service: ServiceDatabase, all: readonly ServiceDatabase[]): string[] {
  const foreign = all.filter(other => other !== service).flatMap(foldersOf)
  return foldersOf(service).map(folder => {
    const nested = foreign
      .filter(other => other !== folder && other.startsWith(folder))
      .map(other => escaped(other.slice(folder.length, -1)))
      .sort()
    return `^${escaped(folder)}${nested.length > 0 ? `(?!${alternatives(nested)}/)` : ''}`
  })
}

/** Regular expressions that together match every file below the folders of these services; neighbours share one. */
export function filesBelow(services: readonly ServiceDatabase[]): string[] {
  const folders = services.flatMap(foldersOf)
  return byFolder(folders.map(folder => folder.slice(0, -1))).map(([folder, names]) => `^${escaped(folder)}${alternatives(names)}/`)
}

/** Regular expressions that together match these files, and all below those of them that are folders. */
export function atOrBelow(paths: readonly RepoPath[]): string[] {
  return byFolder(paths).map(([folder, names]) => `^${escaped(folder)}${alternatives(names)}(?:/|$)`)
}

/** Whether one of two services is the other, or a part of it: the whole composes its parts, and they are no strangers to each other. */
export function areRelated(one: ServiceDatabase, other: ServiceDatabase): boolean {
  const [a, b] = [prefixOf(one.directory), prefixOf(other.directory)]
  return a.startsWith(b) || b.startsWith(a)
}

/** Whether some of the files below one service's folders are another's. */
export function holdsFilesOf(outer: ServiceDatabase, inner: ServiceDatabase): boolean {
  return foldersOf(outer).some(folder => foldersOf(inner).some(other => other !== folder && other.startsWith(folder)))
}

/** Folders, each ending in a slash, and the escaped names that lie in them: fewer and shorter expressions for people and for dependency-cruiser. */
function byFolder(paths: readonly string[]): [folder: string, names: string[]][] {
  const folders = new Map<string, string[]>()
  for (const path of [...new Set(paths)].sort()) {
    const folder = path.slice(0, path.lastIndexOf('/') + 1)
    folders.set(folder, [...(folders.get(folder) ?? []), escaped(path.slice(folder.length))])
  }
  return [...folders].sort(([a], [b]) => (a < b ? -1 : 1))
}

function foldersOf({ directory, libraries = [] }: ServiceDatabase): string[] {
  return [directory, ...libraries].map(prefixOf)
}

/** A folder with a slash at its end, the root as nothing. */
function prefixOf(folder: RepoPath): string {
  const path = folder.replace(/^\.?\/|\/$/g, '')
  return path === '' || path === '.' ? '' : `${path}/`
}

function alternatives(patterns: string[]): string {
  return patterns.length === 1 ? patterns[0]! : `(?:${patterns.join('|')})`
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
