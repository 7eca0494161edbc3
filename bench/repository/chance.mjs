/** Numbers that look random and are the same every time: the repository that is measured never changes by itself. */
export function chance(seed) {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  return {
    /** True once in `times`. */
    once: times => next() < 1 / times,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    one: list => list[Math.floor(next() * list.length)],
    some: (list, count) => [...list].map(value => [next(), value]).sort(([a], [b]) => a - b).slice(0, count).map(([, value]) => value),
  }
}
