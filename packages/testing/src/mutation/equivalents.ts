/** A change that no test can notice. */
export interface Equivalent {
  file: string
  /** As the tool prints it. Where a file holds the same change several times, all of them are meant. */
  change: string
  /** Why nothing can be seen of it. */
  because: string
}

/** The changes that are known to make no difference. They are tried all the same: one that is noticed after all, or is no longer possible, fails. */
export const EQUIVALENTS: Equivalent[] = [
  {
    file: 'packages/analysis/src/limits/signals.ts', change: "value.is === 'array' -> true",
    because: 'What means an array stands where one is written; the compiler has to be told.',
  },
  {
    file: 'packages/analysis/src/limits/signals.ts', change: "bind.is === 'member' -> true",
    because: 'Nothing else that is called has an owner, so what is looked up is nothing.',
  },
]
