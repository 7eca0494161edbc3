import type { RepoPath } from '@bulkhead/workspace'
import type { TypeRef } from '@bulkhead/facts'
import { chainedCalls } from '../limits/chained.js'
import type { LibraryPlace } from '../libraries/library.js'
import type { Understood } from '../libraries/understanding.js'
import type { Project } from '../project.js'
import { isNothing, type Located, type Site } from '../values/meaning.js'
import { partOf } from './reading.js'
import { textOfFileAt } from './sql-files.js'

/** What a place of tables holds. */
export type Named =
  | { is: 'value'; at: Located; path: string[] }
  /** A name that the call itself is made of: the `user` of `client.user.find()`. */
  | { is: 'word'; word: string }
  | { is: 'type'; file: RepoPath; type: TypeRef }
  /** What the operation is called on. */
  | { is: 'self' }
  | { is: 'unknown' }

/** What stands at a place, as a call of an operation has it: more than one thing where a method is chained more than once. */
export function namedAt(project: Project, place: LibraryPlace, understood: Understood, site: Site): Named[] {
  switch (place.is) {
    case 'given': return givenAt(project, place.at.parameter, place.at.path, understood)
    case 'chained': return [...chainedCalls(project, place.chained, understood, site)].flatMap(({ given }) => {
      const value = place.at && given.get(place.at.parameter)
      return value ? valueAt(project, value, place.at!.path) : []
    })
    default: return []
  }
}

/** What stands at some paths of a value, however deep they begin: of each stage of a pipeline, and of the pipelines in it. An item of a list that is no object counts itself. */
export function deepIn(project: Project, named: Named, paths: string[], depth = 0, isItem = false): Named[] {
  if (named.is !== 'value' || depth > 12) return []
  const meaning = project.tracer.meaning(named.at)
  const inner = (at: Located, isItem = false): Named[] => deepIn(project, { is: 'value', at, path: [] }, paths, depth + 1, isItem)
  if (meaning.is === 'choice' || meaning.is === 'merge') return meaning.of.flatMap(one => inner(one, isItem))
  const value = meaning.is === 'object' || meaning.is === 'array' ? project.program.facts(meaning.at.file)!.values[meaning.at.ref]! : undefined
  const within = (ref: number): Located => ({ ...(meaning as { at: Located }).at, ref })
  if (value?.is === 'array') return value.items.flatMap(item => inner(within(item.value), true))
  if (value?.is !== 'object') return isItem && (meaning.is === 'class' || meaning.is === 'library') ? [named] : []
  const own = paths.flatMap(path => valueAt(project, named.at, path.split('.')))
  return [...own, ...value.entries.flatMap(entry => inner(within(entry.value)))]
}

/** Whether a place says anything at all. */
export function says(project: Project, place: LibraryPlace, understood: Understood, site: Site): boolean {
  if (place.is !== 'chained' || place.at) return namedAt(project, place, understood, site).length > 0
  for (const _ of chainedCalls(project, place.chained, understood, site)) return true
  return false
}

function givenAt(project: Project, parameter: string, path: string[], { match }: Understood): Named[] {
  if (parameter === 'self') return [{ is: 'self' }]
  const word = match.words?.get(parameter)
  if (word !== undefined) return [{ is: 'word', word }]
  for (const layer of match.layers) {
    if (!layer.given.has(parameter)) continue
    const value = layer.given.get(parameter)
    if (!value) {
      if (layer.hidden) return [{ is: 'unknown' }]
      continue
    }
    const found = valueAt(project, value, path)
    if (found.length > 0) return found
  }
  const type = match.types?.get(parameter)
  return type ? [{ is: 'type', ...type }] : []
}

function valueAt(project: Project, value: Located, path: string[]): Named[] {
  const part = partOf(project, value, path)
  if (part === 'absent') return []
  // What is read from a file is a text, and has no parts.
  if (part === 'unknown') return textOfFileAt(project, value) === undefined ? [{ is: 'unknown' }] : []
  return isNothing(project.tracer.meaning(part)) ? [] : [{ is: 'value', at: part, path }]
}
