import type { RepoPath } from '@bulkhead/workspace'
import type { ServiceDatabase } from './boundary-map.js'

/** A regular expression that matches this path and no other. */
export function exactly(path: RepoPath): string {
  return `^${escaped(path)}$`
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

/** Regular expressions that together match every file below these services; neighbours share one, so that a person can read it. */
export function filesBelow(services: readonly ServiceDatabase[]): string[] {
  const children = new Map<string, string[]>()
  for (const prefix of new Set(services.map(prefixOf))) {
    if (prefix === '') return ['^']
    const path = prefix.slice(0, -1)
    const parent = path.slice(0, path.lastIndexOf('/') + 1)
    children.set(parent, [...(children.get(parent) ?? []), escaped(path.slice(parent.length))])
  }
  return [...children].map(([parent, names]) => `^${escaped(parent)}${alternatives(names.sort())}/`).sort()
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
