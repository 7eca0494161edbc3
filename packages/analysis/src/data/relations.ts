import type { Project } from '../project.js'
import type { Located } from '../values/meaning.js'
import type { TableDefinition } from './table.js'

/**
 * The tables to which the relations lead that a value names: keys of objects as deep as they go (`{ include: { posts: { include: { author: true } } } }`),
 * or texts such as `posts.author`. `doing`: only those in which one of these names stands.
 */
export function relationsIn(project: Project, at: Located, from: TableDefinition[], doing: string[] | undefined, depth = 0, isValue = false): TableDefinition[] {
  const { tracer, program } = project
  const meaning = tracer.meaning(at)
  if (depth > 12) return []
  // The text of a column may read like a relation: `{ where: { kind: 'user' } }`.
  if (meaning.is === 'literal') return typeof meaning.value === 'string' && !isValue ? alongText(meaning.value, from) : []
  // What stands there under a condition is asked for, or written, in the code all the same.
  if (meaning.is === 'choice' || meaning.is === 'merge') return tracer.guarded<TableDefinition[]>([], () => meaning.of.flatMap(one => relationsIn(project, one, from, doing, depth + 1, isValue)))
  const value = meaning.is === 'object' || meaning.is === 'array' ? program.facts(meaning.at.file)!.values[meaning.at.ref]! : undefined
  if (value?.is === 'array') return value.items.flatMap(item => relationsIn(project, { ...(meaning as { at: Located }).at, ref: item.value }, from, doing, depth + 1, isValue))
  if (meaning.is !== 'object' || value?.is !== 'object') return []
  return value.entries.flatMap(entry => {
    const inner: Located = { ...meaning.at, ref: entry.value }
    if (entry.is === 'spread') return relationsIn(project, inner, from, doing, depth + 1)
    if (entry.is !== 'property' || isOff(project, inner)) return []
    const next = from.flatMap(one => one.relations.get(entry.name)?.() ?? [])
    const counts = doing === undefined || holdsOneOf(project, inner, doing)
    return [...counts ? next : [], ...relationsIn(project, inner, next.length > 0 ? next : from, doing, depth + 1, true)]
  })
}

function isOff(project: Project, at: Located): boolean {
  const meaning = project.tracer.meaning(at)
  if (meaning.is === 'choice') return project.tracer.guarded(false, () => meaning.of.every(one => isOff(project, one)))
  return meaning.is === 'literal' && (meaning.value === false || meaning.value === undefined)
}

function holdsOneOf(project: Project, at: Located, names: string[]): boolean {
  const { tracer, program } = project
  const meaning = tracer.meaning(at)
  if (meaning.is === 'choice' || meaning.is === 'merge') return tracer.guarded(false, () => meaning.of.some(one => holdsOneOf(project, one, names)))
  const value = meaning.is === 'object' ? program.facts(meaning.at.file)!.values[meaning.at.ref]! : undefined
  return value?.is === 'object' && value.entries.some(entry => entry.is === 'spread' ? holdsOneOf(project, { ...(meaning as { at: Located }).at, ref: entry.value }, names) : entry.is === 'property' && names.includes(entry.name))
}

/** `posts.author`, or `user.posts` where `user` is what the query calls one of the tables; several with blanks between them. */
function alongText(text: string, from: TableDefinition[]): TableDefinition[] {
  return text.split(/\s+/).flatMap(way => alongWay(way, from))
}

function alongWay(text: string, from: TableDefinition[]): TableDefinition[] {
  const names = text.split('.')
  const found: TableDefinition[] = []
  let at = from
  for (const name of names) {
    const next = at.flatMap(one => one.relations.get(name)?.() ?? [])
    if (next.length === 0) continue
    found.push(...next)
    at = next
  }
  return found
}
