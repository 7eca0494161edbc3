import type { RepoPath } from '@bulkhead/workspace'
import type { LibraryBound } from '../libraries/library.js'
import { mayHold, type Limit } from '../limits/limit.js'
import type { Operation } from '../operations/operation.js'
import type { Project } from '../project.js'
import type { Site } from '../values/meaning.js'
import { settingEdit, type Edit, type Setting } from './edits.js'

/** A change that a person may want, and has to look at: nothing applies it unasked. */
export interface Suggestion {
  /** What it does, as the menu of an editor says it. */
  title: string
  file: RepoPath
  edits: Edit[]
}

/** Long for a request that someone waits for, and short for everything else: a place to start from. */
const SECONDS = 10

/** What a key is to be made of only its author knows. A hole does not compile, so it cannot go out unfilled, as a random key could. */
const HOLE = '/* an id of what is being done, the same on every attempt */'

/** Suggests the library's own option, at the call that would have to change. */
export function boundSuggestion(project: Project, { understood, site }: Operation, limit: Limit & { state: 'unlimited' }): Suggestion | undefined {
  const { at } = limit
  const bounds = understood.library.bounds.filter(bound => bound.model.limit === 'timeout' && bound.model.is !== 'opaque' && !bound.model.confirmed
    && mayHold(project, bound, understood, site) && project.understanding.isIn(bound.model.versions, understood, at.file) !== false)
  // A signal is made for one call; where a client is made it would run out once and for all.
  const usable = bounds.filter(({ model }) => !limit.client || model.is !== 'signal').toSorted((a, b) => rank(a) - rank(b))
  for (const bound of usable) {
    const made = editFor(project, bound, parametersAt(understood.match.layers, at), at)
    if (made) return { title: `Bound it: ${made.name}: ${valueOf(bound)}`, file: at.file, edits: [made.edit] }
  }
  return undefined
}

/** Suggests where the idempotency key goes, and leaves the key to the author. */
export function keySuggestion(project: Project, { understood, site }: Operation): Suggestion | undefined {
  for (const place of understood.operation.idempotency?.places ?? []) {
    // A comment alone in a list of arguments would compile.
    if (place.is !== 'given' || place.at.path.length === 0) continue
    const argument = parametersAt(understood.match.layers, site).indexOf(place.at.parameter)
    const edit = argument < 0 ? undefined : edited(project, site, { argument, path: place.at.path, value: HOLE, instead: () => HOLE })
    if (edit) return { title: `Give it an idempotency key: ${place.at.path.at(-1) ?? place.at.parameter}`, file: site.file, edits: [edit] }
  }
  return undefined
}

/** The option that people know first; one that leaves most of the call unbounded last. */
function rank({ model: { is, covers } }: LibraryBound): number {
  return is === 'signal' ? 1 : covers && covers.length < 3 ? 2 : 0
}

function editFor(project: Project, bound: LibraryBound, parameters: string[], at: Site): { name: string; edit: Edit } | undefined {
  for (const place of bound.places) {
    const named = place.is === 'given' || place.is === 'provided' ? place.at : undefined
    if (!named || named.path.includes('()')) continue
    const own = place.is === 'provided' ? place.by.steps.flatMap(step => step.is === 'call' ? step.parameters.map(p => p.name) : []) : parameters
    const argument = own.indexOf(named.parameter)
    if (argument < 0) continue
    const edit = edited(project, at, { argument, path: named.path, value: valueOf(bound), instead: insteadOf(bound) })
    if (edit) return { name: named.path.join('.') || named.parameter, edit }
  }
  return undefined
}

function edited(project: Project, { file, call }: Site, setting: Setting): Edit | undefined {
  const facts = project.program.facts(file)!
  return settingEdit(facts, project.program.source(file)!, facts.calls[call]!, setting)
}

/** The parameters of the call at a place, in order, as the model names them. */
function parametersAt(layers: Operation['understood']['match']['layers'], at: Site): string[] {
  return [...layers.find(({ site }) => site?.file === at.file && site.call === at.call)?.given.keys() ?? []]
}

function valueOf({ model }: LibraryBound): string {
  if (model.is === 'signal') return `AbortSignal.timeout(${SECONDS}_000)`
  return model.unit === 's' ? String(SECONDS) : `${SECONDS}_000`
}

/** What is there and bounds nothing: a signal keeps its meaning beside the new one, a duration that switches the limit off goes. */
function insteadOf(bound: LibraryBound): (text: string) => string {
  return bound.model.is === 'signal' ? text => `AbortSignal.any([${text}, ${valueOf(bound)}])` : () => valueOf(bound)
}
