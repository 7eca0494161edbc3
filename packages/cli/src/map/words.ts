/** A number and what there is of it. */
export function many(n: number, one: string, several = `${one}s`): string {
  return `${n} ${n === 1 ? one : several}`
}

/** The first of many names, and how many there are besides. */
export function named(names: readonly string[], most: number): string {
  return names.length <= most ? names.join(', ') : `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} more`
}
