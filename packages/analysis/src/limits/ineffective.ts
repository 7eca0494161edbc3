import type { Ineffective } from '@bulkhead/models'
import type { Place } from '../finding.js'
import type { LibraryIneffective } from '../libraries/library.js'
import type { Understood } from '../libraries/understanding.js'
import type { Site } from '../values/meaning.js'
import type { Project } from '../project.js'
import { boundOf, limitBy, mayHold } from './limit.js'
import { raced } from './races.js'
import { ABSENT, BESIDE, OPAQUE } from './said.js'

/** Something in the code that reads like a bound of an operation, and what it is worth. */
export type Seeming =
  /** Something else completes it, or bounds the operation. */
  | { state: 'harmless' }
  /** Nothing is written here; a caller of the function around it may do so. */
  | { state: 'open' }
  | { state: 'unknown'; why: string }
  /** It bounds nothing, or too little. `place` is where it is written. */
  | { state: 'ineffective'; model: Ineffective; place: Place }

const VERSIONS_DIFFER: Seeming = { state: 'unknown', why: 'versions of this library differ, and nothing says which one is in use' }

/** What reads like a bound of an operation and is none, in every version of its library that may be in use. `path` leads to its call, as that of an operation does. */
export function ineffectiveOf(project: Project, understood: Understood, path: Site[]): Seeming[] {
  return rowsOf(understood).flatMap(row => ineffectiveIn(project, row, understood, path) ?? [])
}

/** The same for one row; undefined where nothing of the kind is written. */
export function ineffectiveIn(project: Project, row: LibraryIneffective, understood: Understood, path: Site[]): Seeming | undefined {
  const seeming = seemingOf(project, row, understood, path)
  if (seeming?.state !== 'ineffective') return seeming
  if (understood.beside) return { state: 'unknown', why: BESIDE }
  const others = project.understanding.alternatives(understood, path.at(-1)!.file)
  const same = others?.every(other => rowsOf(other).some(one => seemingOf(project, one, other, path)?.state === 'ineffective'))
  return same ? seeming : VERSIONS_DIFFER
}

function rowsOf({ library, operation }: Understood): LibraryIneffective[] {
  return library.ineffective.filter(({ model }) => model.for?.includes(operation.model.kind) ?? true)
}

/** What one row comes to in one version. */
function seemingOf(project: Project, row: LibraryIneffective, understood: Understood, path: Site[]): Seeming | undefined {
  const site = path.at(-1)!
  const holds = project.understanding.isIn(row.model.versions, understood, site.file)
  const said = holds === false ? ABSENT : boundOf(project, row.seems, understood, site)
  if (said.is === 'unknown') return said.open ? { state: 'open' } : undefined
  if (said.is !== 'set') return undefined
  if (holds === undefined) return VERSIONS_DIFFER
  const completed = boundOf(project, row.unless, understood, site)
  if (completed.is === 'unknown') return completed === OPAQUE ? { state: 'harmless' } : { state: 'unknown', why: completed.why }
  const limit = limitBy(project, row.otherwise.filter(bound => mayHold(project, bound, understood, site)), understood, site)
  const waits = path.map(one => raced(project, one))
  if (limit.state === 'set' || waits.includes('bounded')) return { state: 'harmless' }
  if (limit.state === 'unknown') return { state: 'unknown', why: limit.why }
  if (waits.includes('unknown')) return { state: 'unknown', why: 'what it is raced against cannot be read' }
  return { state: 'ineffective', model: row.model, place: (said.at && project.writtenAt(said.at)) ?? project.placeOfSite(said.call ?? site) }
}
