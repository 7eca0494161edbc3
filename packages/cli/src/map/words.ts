/** A number and what there is of it. */
export function many(n: number, one: string, several = `${one}s`): string {
  return `${n} ${n === 1 ? one : several}`
}

/** `a`, `a and b`, `a, b and c`. */
export const listed = (names: readonly string[]): string => (names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`)

/** `1 deployed service` of what is named in the plural, `deployed services`. */
export const manyOf = (n: number, several: string): string => many(n, several.replace(/ies$/, 'y').replace(/s$/, ''), several)

/** The first of many names, and how many there are besides. */
export function named(names: readonly string[], most: number): string {
  return names.length <= most ? names.join(', ') : `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} more`
}
