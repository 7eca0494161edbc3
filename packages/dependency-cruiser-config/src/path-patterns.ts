import type { RepoPath } from '@bulkhead/workspace'
import type { ServiceDatabase } from './boundary-map.js'

/** Regular expressions that together match these files and no other; the files of a folder share one. */
export function exactly(files: readonly RepoPath[]): string[] {
  return byFolder(files).map(([folder, names]) => `^${escaped(folder)}${alternatives(names)}$`)
}

/** A regular expression for the files of a service: those below its folder and below no service further down. */
export function filesOf(service: ServiceDatabase, all: readonly ServiceDatabase[]): string {
  const prefix = prefixOf(service)
  const nested = all
    .map(prefixOf)
    .filter(other => other !== prefix && other.startsWith(prefix))
    .map(other => escaped(other.slice(prefix.length, -1)))
    .sort()
  return `^${escaped(prefix)}${nested.length > 0 ? `(?!${alternatives(nested)}/)` : ''}`
}

/** Regular expressions that together match every file below these services; neighbours share one. */
export function filesBelow(services: readonly ServiceDatabase[]): string[] {
  const prefixes = services.map(prefixOf)
  if (prefixes.includes('')) return ['^']
  return byFolder(prefixes.map(prefix => prefix.slice(0, -1))).map(([folder, names]) => `^${escaped(folder)}${alternatives(names)}/`)
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

function prefixOf({ directory }: ServiceDatabase): string {
  const path = directory.replace(/^\.?\/|\/$/g, '')
  return path === '' || path === '.' ? '' : `${path}/`
}

function alternatives(patterns: string[]): string {
  return patterns.length === 1 ? patterns[0]! : `(?:${patterns.join('|')})`
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
