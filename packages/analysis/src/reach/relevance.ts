import type { RepoPath } from '@bulkhead/workspace'
import { modulesOf, type Library } from '../libraries/library.js'
import type { Program } from '../values/program.js'

/**
 * The files that can come to do with one of these libraries: those that name one, and those that lead to such a file by
 * their imports. So can `others`, whatever they name. Everything else need not be parsed.
 */
export function filesReaching(program: Program, files: RepoPath[], libraries: Library[], others: RepoPath[]): Set<RepoPath> {
  const mentions = mentionOf(libraries)
  return leadingTo(program, files, [...others, ...files.filter(file => mentions.test(program.source(file) ?? ''))])
}

/** Some files, and those that lead to one of them by their imports. */
export function leadingTo(program: Program, files: RepoPath[], some: Iterable<RepoPath>): Set<RepoPath> {
  const importers = new Map<RepoPath, RepoPath[]>()
  for (const file of files)
    for (const specifier of program.named(file)) {
      const target = program.resolve(specifier, file)
      if (target.is !== 'file') continue
      const known = importers.get(target.path)
      if (known) known.push(file)
      else importers.set(target.path, [file])
    }
  const found = new Set(some)
  const reached = [...found]
  for (let next = reached.pop(); next !== undefined; next = reached.pop())
    for (const importer of importers.get(next) ?? []) if (!found.has(importer)) { found.add(importer); reached.push(importer) }
  return found
}

/** Matches a text that names one of the libraries' modules in quotes, or one of their globals. */
export function mentionOf(libraries: Library[]): RegExp {
  const modules = libraries.flatMap(({ model }) => modulesOf(model)).map(module => escape(module).replace('\\*', `[^'"\`\\n]*`))
  const called = libraries.flatMap(({ operations }) => operations.flatMap(o => o.calls.flatMap(call => {
    const first = call.root === 'global' ? call.steps[0] : undefined
    return first?.is === 'member' && Array.isArray(first.names) ? first.names.map(escape) : []
  })))
  return new RegExp([`['"\`](?:node:)?(?:${modules.join('|')})(?:/[^'"\`\\n]*)?['"\`]`, ...(called.length > 0 ? [`\\b(?:${called.join('|')})\\b`] : [])].join('|'))
}

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
