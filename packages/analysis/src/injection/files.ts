import type { RepoPath } from '@bulkhead/workspace'
import type { Libraries, Library } from '../libraries/library.js'
import { mentionOf } from '../reach/relevance.js'
import type { Program } from '../values/program.js'

/** The containers that a repository uses, found without parsing anything. */
export interface ContainerUse {
  libraries: Library[]
  /** The last names of calls that bind or hand something out. What a module itself gives is `module` and its name. */
  names: Set<string>
  /** The files that name one of them. */
  naming: Set<RepoPath>
  /** Those in which something is asked for by a decorator: what they send may go through anything. */
  asking: RepoPath[]
}

export function containerUse(program: Program, files: RepoPath[], { all }: Libraries): ContainerUse {
  const offered = all.filter(library => library.containers.length > 0).map(library => ({ library, mention: mentionOf([library]) }))
  const any = mentionOf(offered.map(({ library }) => library))
  const used = new Set<Library>()
  const naming = files.filter(file => {
    if (!program.says(file, any)) return false
    for (const { library, mention } of offered) if (!used.has(library) && program.says(file, mention)) used.add(library)
    return true
  })
  const libraries = [...used]
  const asks = libraries.flatMap(library => library.containers.flatMap(one => one.asks.flatMap(({ decorator }) => lastNames(decorator?.steps.at(-2)))))
  const asked = asks.length === 0 ? undefined : new RegExp(`@(?:${asks.join('|')})\\b`)
  return { libraries, names: namesOf(libraries), naming: new Set(naming), asking: asked ? naming.filter(file => program.says(file, asked)) : [] }
}

/** The files in which something may be bound: they name a container or lead to what sends, and call something by such a name. */
export function bindingFiles(program: Program, { names, naming }: ContainerUse, reaching: Iterable<RepoPath>): RepoPath[] {
  const words = [...names].filter(name => !name.startsWith('module '))
  if (words.length === 0) return []
  const binds = new RegExp(`\\b(?:${words.join('|')})\\b\\s*[<(.]`)
  const direct = words.length < names.size
  return [...new Set([...naming, ...reaching])].filter(file => direct && naming.has(file) || program.says(file, binds))
}

function namesOf(libraries: Library[]): Set<string> {
  return new Set(libraries.flatMap(({ containers, callbacks, model }) => {
    const binds = containers.flatMap(one => one.binds)
    const calls = [...binds.map(({ by }) => by), ...callbacks.flatMap(one => one.calls)]
    return calls.flatMap(({ steps }) => (steps.length === 1 ? (model.modules ?? [model.library]).map(module => `module ${module}`) : lastNames(steps.at(-2))))
  }))
}

function lastNames(step: Library['callbacks'][number]['calls'][number]['steps'][number] | undefined): string[] {
  return step?.is === 'member' && Array.isArray(step.names) ? step.names : []
}
