/** `1 finding`, `2 findings`. */
export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`

/** `a`, `a and b`, `a, b and c`. */
export const list = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`

/** `12 outbound requests`, `1 outbound request`: a count of something that is named in the plural. */
export const countOf = (n: number, many: string): string => `${n} ${n === 1 ? many.replace(/ies$/, 'y').replace(/s$/, '') : many}`
