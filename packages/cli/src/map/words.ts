export { count as many, countOf as manyOf, list as listed } from '@bulkhead/gate'

/** The first of many names, and how many there are besides. */
export function named(names: readonly string[], most: number): string {
  return names.length <= most ? names.join(', ') : `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} more`
}
