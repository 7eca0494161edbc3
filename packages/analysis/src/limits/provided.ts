import type { ParsedSignature } from '@bulkhead/models'
import type { Scope, Scopes } from '../injection/scopes.js'
import { modulesOf, type Library } from '../libraries/library.js'
import { matchPath, type Match } from '../libraries/match.js'
import type { Project } from '../project.js'
import type { AccessPath, Located, Site } from '../values/meaning.js'

/** How a call that sets something up for others was made. */
export interface Provided {
  given: Map<string, Located | undefined>
  site: Site
}

/**
 * The arguments with which what provides a client was set up, as seen from the class that uses it, once for each way in which it is provided.
 * `bare`: it is provided without any. None: what provides it is out of sight.
 */
export function providedArguments(project: Project, library: Library, match: Match, by: ParsedSignature): (Provided | 'bare')[] {
  const user = match.usedBy
  if (!user) return []
  // `module.HttpModule.register(settings)` is given further where `HttpModule` is.
  const tokens = modulesOf(library.model).map(module => [module, ...by.steps.slice(0, -2).flatMap(step => step.is === 'member' && Array.isArray(step.names) ? step.names : [])].join('.'))
  return project.scopes().flatMap(scopes => scopes.holders(user).flatMap(scope => {
    for (const from of [scope, ...tokens.flatMap(token => [...scopes.sourcesOf(scope, token)])]) {
      const found = setUpIn(project, library, by, scopes, from)
      if (found.length > 0) return found
    }
    return []
  }))
}

function setUpIn(project: Project, library: Library, by: ParsedSignature, scopes: Scopes, scope: Scope): (Provided | 'bare')[] {
  return scopes.libraryImports(scope).flatMap(path => setUp(project, library, by, path) ?? [])
}

function setUp(project: Project, library: Library, by: ParsedSignature, path: AccessPath): Provided | 'bare' | undefined {
  if (!library.isReachedBy(path.module)) return undefined
  const layer = matchPath(project.tracer, library, path, by)?.layers[0]
  if (layer?.site) return { given: layer.given, site: layer.site }
  // The same module, named without being called, or set up in a way that this place does not read.
  const bare = { ...by, steps: by.steps.slice(0, -2) }
  for (let p: AccessPath | undefined = path; p; p = p.parent) if (matchPath(project.tracer, library, p, bare)) return 'bare'
  return undefined
}
