/** A change that no test can notice. */
export interface Equivalent {
  file: string
  /** A part of the line. */
  code: string
  /** As the tool prints it. */
  change: string
  /** Why nothing can be seen of it. */
  because: string
}

/** The changes that are known to make no difference. They are tried all the same: one that is noticed after all, or is no longer possible, fails. */
export const EQUIVALENTS: Equivalent[] = [
  {
    file: 'packages/analysis/src/boundaries/database.ts', code: 'if (!own) return', change: 'own -> true',
    because: 'Only files of a service are asked, because only they can leave one.',
  },
  {
    file: 'packages/analysis/src/boundaries/database.ts', code: 'value.entries.flatMap', change: "value.is === 'object' -> true",
    because: 'What means an object stands where one is written; the compiler has to be told.',
  },
  {
    file: 'packages/analysis/src/boundaries/database.ts', code: "if (typed.is === 'library'", change: "typed.path.step?.is === 'typed' -> true",
    because: 'What a type means in a library ends in that type; the compiler has to be told.',
  },
  {
    file: 'packages/analysis/src/operations/keys.ts', code: 'const made =', change: "target.path.step?.is === 'call' -> true",
    because: 'No other step has a site; the compiler has to be told.',
  },
  {
    file: 'packages/analysis/src/limits/limit.ts', code: 'const match =', change: "meaning.is === 'library' -> true",
    because: 'What is of no library has no path, and no path fits nothing; the compiler has to be told.',
  },
  {
    file: 'packages/analysis/src/limits/signals.ts', code: 'value.items.map', change: "value.is === 'array' -> true",
    because: 'What means an array stands where one is written; the compiler has to be told.',
  },
]
