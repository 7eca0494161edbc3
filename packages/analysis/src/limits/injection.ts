import type { ParsedSignature } from '@bulkhead/models'
import type { RepoPath } from '@bulkhead/workspace'
import type { Library } from '../libraries/library.js'
import { matchPath, type Match } from '../libraries/match.js'
import type { AccessPath, Located, Meaning, Site } from '../values/meaning.js'
import type { Project } from '../project.js'

/** How a call that sets something up for others was made. */
export interface Provided {
  given: Map<string, Located | undefined>
  site: Site
}

/** A class whose decorator lists what it provides and what it imports: a module of a container. */
export interface ContainerModule {
  file: RepoPath
  class: number
  /** Everything that its decorator's lists hold. */
  lists: Located[]
}

/**
 * The arguments with which the module that provides a client was set up, as seen from the class that uses it.
 * `bare`: it is provided without any. `unknown`: no module, or modules that disagree.
 */
export function providedArguments(project: Project, library: Library, match: Match, by: ParsedSignature): Provided | 'bare' | 'unknown' {
  const user = match.usedBy
  if (!user) return 'unknown'
  const modules = project.containerModules()
  const listing = modules.filter(module => lists(project, module).some(m => m.is === 'class' && m.file === user.file && m.class === user.class))
  const found: (Provided | 'bare')[] = []
  for (const module of listing) search(project, library, by, module, modules, found, new Set())
  if (found.length === 0) return 'unknown'
  const set = found.filter(f => f !== 'bare')
  return set.length === 0 ? 'bare' : found.length === 1 ? set[0]! : 'unknown'
}

/** Looks in a module's lists, then in the modules that it imports. */
function search(project: Project, library: Library, by: ParsedSignature, module: ContainerModule, modules: ContainerModule[], found: (Provided | 'bare')[], seen: Set<ContainerModule>): void {
  if (seen.has(module)) return
  seen.add(module)
  for (const meaning of lists(project, module)) {
    if (meaning.is === 'library') {
      const arguments_ = setUp(project, library, by, meaning.path)
      if (arguments_) found.push(arguments_)
    } else if (meaning.is === 'class') {
      const imported = modules.find(m => m.file === meaning.file && m.class === meaning.class)
      if (imported) search(project, library, by, imported, modules, found, seen)
    }
  }
}

function setUp(project: Project, library: Library, by: ParsedSignature, path: AccessPath): Provided | 'bare' | undefined {
  if (!library.isReachedBy(path.module)) return undefined
  const called = matchPath(project.tracer, library, path, by)
  const layer = called?.layers[0]
  if (layer?.site) return { given: layer.given, site: layer.site }
  // The same module, named without being called, or set up in a way that this place does not read.
  const bare = { ...by, steps: by.steps.slice(0, -2) }
  for (let p: AccessPath | undefined = path; p; p = p.parent) if (matchPath(project.tracer, library, p, bare)) return 'bare'
  return undefined
}

function lists(project: Project, module: ContainerModule): Meaning[] {
  return module.lists.flatMap(at => flatten(project, at, 0))
}

/** The items of an array, of arrays spread into it, and of arrays behind names. */
function flatten(project: Project, at: Located, depth: number): Meaning[] {
  const meaning = project.tracer.meaning(at)
  if (meaning.is !== 'array' || depth > 4) return [meaning]
  const value = project.program.facts(meaning.at.file)!.values[meaning.at.ref]!
  return value.is === 'array' ? value.items.flatMap(item => flatten(project, { ...meaning.at, ref: item.value }, depth + 1)) : []
}

/** The classes of a file whose decorators carry lists. */
export function modulesOf(project: Project, file: RepoPath): ContainerModule[] {
  const facts = project.program.facts(file)
  if (!facts) return []
  return facts.classes.flatMap((fact, index) => {
    const found = fact.decorators.flatMap(ref => {
      const decorator = facts.values[ref]!
      const argument = decorator.is === 'call' ? facts.calls[decorator.call]!.args[0] : undefined
      const object = argument === undefined ? undefined : facts.values[argument]!
      return object?.is === 'object' ? object.entries.flatMap(e => e.is === 'property' && LISTS.has(e.name) ? [{ file, ref: e.value }] : []) : []
    })
    return found.length > 0 ? [{ file, class: index, lists: found }] : []
  })
}
const LISTS = new Set(['imports', 'providers', 'controllers', 'exports'])
