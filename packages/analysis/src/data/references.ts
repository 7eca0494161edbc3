import type { Project } from '../project.js'
import type { Located } from '../values/meaning.js'
import { property } from '../values/objects.js'

const MAX_DEPTH = 6

/** What says where a field leads to: `ref` in `{ author: { type: ObjectId, ref: 'User' } }`, by the field's own name, however deep it lies. One name for two things says nothing. */
export function referencesIn(project: Project, fields: Located, by: string): Map<string, Located> {
  const found = new Map<string, Located>()
  const doubtful = new Set<string>()
  collect(project, fields, by, (name, at) => found.has(name) ? doubtful.add(name) : found.set(name, at), 0)
  for (const name of doubtful) found.delete(name)
  return found
}

/** The same of one field: of it, or of the items of a list. */
export function referenceOf(project: Project, field: Located, by: string, depth = 0): Located | undefined {
  const { tracer, program } = project
  const meaning = tracer.meaning(field)
  if (depth > MAX_DEPTH) return undefined
  if (meaning.is === 'array') {
    const value = program.facts(meaning.at.file)!.values[meaning.at.ref]!
    return value.is === 'array' && value.items.length === 1 ? referenceOf(project, { ...meaning.at, ref: value.items[0]!.value }, by, depth + 1) : undefined
  }
  if (meaning.is !== 'object') return undefined
  const own = property(tracer, meaning, by)
  if (own.state === 'present') return own.value
  const list = property(tracer, meaning, 'type')
  return list.state === 'present' && tracer.meaning(list.value).is === 'array' ? referenceOf(project, list.value, by, depth + 1) : undefined
}

function collect(project: Project, at: Located, by: string, add: (name: string, at: Located) => void, depth: number): void {
  const meaning = project.tracer.meaning(at)
  const value = meaning.is === 'object' ? project.program.facts(meaning.at.file)!.values[meaning.at.ref]! : undefined
  if (meaning.is !== 'object' || value?.is !== 'object' || depth > MAX_DEPTH) return
  for (const entry of value.entries) {
    const inner = { ...meaning.at, ref: entry.value }
    if (entry.is === 'spread') collect(project, inner, by, add, depth + 1)
    if (entry.is !== 'property') continue
    const reference = referenceOf(project, inner, by)
    if (reference) add(entry.name, reference)
    else collect(project, firstItem(project, inner), by, add, depth + 1)
  }
}

/** What a list of objects is a list of. */
function firstItem({ tracer, program }: Project, at: Located): Located {
  const meaning = tracer.meaning(at)
  const value = meaning.is === 'array' ? program.facts(meaning.at.file)!.values[meaning.at.ref]! : undefined
  return meaning.is === 'array' && value?.is === 'array' && value.items.length === 1 ? { ...meaning.at, ref: value.items[0]!.value } : at
}
