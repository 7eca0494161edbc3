import type { ParsedPlace } from '@bulkhead/models'
import type { Located, Meaning } from '../values/meaning.js'
import { property, type Property } from '../values/objects.js'
import type { Tracer } from '../values/trace.js'

/** Named arguments of a call. */
export type Given = Map<string, Located | undefined>

/** What stands at a place. */
export function placed(tracer: Tracer, given: Given, { parameter, path }: ParsedPlace): Property {
  let at = given.get(parameter)
  if (!at) return { state: 'absent' }
  for (const name of path) {
    const meaning = tracer.meaning(at)
    const found: Property = meaning.is === 'class' ? { state: 'absent' } : property(tracer, meaning, name)
    if (found.state !== 'present') return found
    at = found.value
  }
  return { state: 'present', value: at }
}

/** One item of a list. */
export interface Item {
  at: Located
  meaning: Meaning
}

/** The items of a list, of the lists that are spread into it, and of those that a condition chooses between. */
export function itemsOf(tracer: Tracer, at: Located, depth = 0): Item[] {
  const meaning = tracer.meaning(at)
  if (depth > 6) return [{ at, meaning }]
  if (meaning.is === 'choice') return tracer.guarded<Item[]>([], () => meaning.of.flatMap(one => itemsOf(tracer, one, depth + 1)))
  const value = meaning.is === 'array' ? tracer.program.facts(meaning.at.file)!.values[meaning.at.ref]! : undefined
  if (meaning.is !== 'array' || value?.is !== 'array') return [{ at, meaning }]
  return value.items.flatMap(item => itemsOf(tracer, { ...meaning.at, ref: item.value }, depth + 1))
}

/** The items of the list at a place; none where there is no list. */
export function listAt(tracer: Tracer, given: Given, place: ParsedPlace): Item[] {
  const found = placed(tracer, given, place)
  return found.state === 'present' ? itemsOf(tracer, found.value) : []
}
