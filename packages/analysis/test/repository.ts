import { posix } from 'node:path'
import { loadModels } from '@bulkhead/models'
import type { Resolution } from '@bulkhead/workspace'
import { Project } from '../src/index.js'
import type { Meaning } from '../src/values/meaning.js'

/** A repository that is nowhere but here. `versions` says which range of a library a folder asks for; the longest folder counts. With `queries`, its own databases are looked at too. */
export function projectOf(files: Record<string, string>, versions: Record<string, Record<string, string>> = {}, queries = false): Project {
  const folders = Object.keys(versions).sort((a, b) => b.length - a.length)
  return new Project({
    files: () => Object.keys(files),
    read: path => files[path],
    resolve: (specifier, from) => resolve(specifier, from, files),
    scopeOf: () => 'production',
    renamed: () => [],
    lockedVersionsOf: () => [],
    versionOf: (library, path) => folders.filter(folder => path.startsWith(folder)).map(folder => versions[folder]![library]).find(range => range !== undefined),
  }, loadModels(), queries)
}

function resolve(specifier: string, from: string, files: Record<string, string>): Resolution {
  if (specifier.startsWith('node:')) return { is: 'builtin', module: specifier }
  if (!specifier.startsWith('.')) return { is: 'library', name: specifier, module: specifier }
  const path = posix.join(posix.dirname(from), specifier).replace(/\.js$/, '.ts')
  return path in files ? { is: 'file', path } : { is: 'unresolved', reason: 'there is no such file' }
}

/** What a file exports under a name. */
export const exportedBy = (project: Project, file: string, name = 'x'): Meaning | undefined => project.tracer.exported(file, name)

/** What is known of the time limit of each request of a file, in source order. */
export const limitsIn = (project: Project, file: string): string[] => project.operations(file).filter(o => o.kind === 'http.request').map(o => o.limit('timeout').state)

/** A literal's value, else the kind of thing that it is. */
export function plain(meaning: Meaning | undefined): unknown {
  if (meaning?.is !== 'literal') return meaning?.is
  return meaning.value === undefined ? 'undefined' : meaning.value
}
