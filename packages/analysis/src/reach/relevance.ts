import type { RepoPath } from '@bulkhead/workspace'
import { modulesOf, type Library } from '../libraries/library.js'
import type { Program } from '../values/program.js'

/** Every module that a text may name. Comments and strings that look like imports only make the answer larger. */
const NAMED = /\b(?:from|import|require)\s*\(?\s*(?:\/\*[^*]*\*\/\s*)?(['"`])([^'"`\n]+)\1/g

/** The modules that a text names, found without parsing it. */
export function modulesNamed(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(NAMED), match => match[2]!))]
}

/**
 * The files that can come to do with one of these libraries: those that name one, and those that lead to such a file by
 * their imports. So can `others`, whatever they name. Everything else need not be parsed.
 */
export function filesReaching(program: Program, files: RepoPath[], libraries: Library[], others: RepoPath[]): Set<RepoPath> {
  const mentions = mentionOf(libraries)
  const importers = new Map<RepoPath, RepoPath[]>()
  const reached = [...others]
  for (const file of files) {
    const text = program.source(file)
    if (text === undefined) continue
    if (mentions.test(text)) reached.push(file)
    for (const specifier of modulesNamed(text)) {
      const target = program.resolve(specifier, file)
      if (target.is !== 'file') continue
      const known = importers.get(target.path)
      if (known) known.push(file)
      else importers.set(target.path, [file])
    }
  }
  const found = new Set(reached)
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
