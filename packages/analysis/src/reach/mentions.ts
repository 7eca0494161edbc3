import type { RepoPath } from '@bulkhead/workspace'

/**
 * Which texts mention a name, whether in code, in a string or in a comment. Names are kept as hashes: two that share one only make an answer larger.
 */
export class Mentions {
  private readonly files = new Map<number, RepoPath[]>()

  constructor(paths: Iterable<RepoPath>, wordsOf: (path: RepoPath) => Words) {
    for (const path of paths) for (const hash of wordsOf(path)) {
      const known = this.files.get(hash)
      if (known) known.push(path)
      else this.files.set(hash, [path])
    }
  }

  of(name: string): readonly RepoPath[] {
    return [...wordsIn(name)].reduce<readonly RepoPath[] | undefined>((fewest, hash) => {
      const files = this.files.get(hash) ?? []
      return fewest && fewest.length <= files.length ? fewest : files
    }, undefined) ?? []
  }
}

/** A hash of each word of a text, once. */
export type Words = Int32Array

/** The words of a text. What is no letter, digit, `_` or `$` parts words. */
export function wordsIn(text: string): Words {
  const found = new Set<number>()
  let hash = 0
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : 0
    if (code >= 97 && code <= 122 || code >= 65 && code <= 90 || code >= 48 && code <= 57 || code === 95 || code === 36 || code > 127) hash = Math.imul(hash, 31) + code | 0
    else if (hash !== 0) {
      found.add(hash)
      hash = 0
    }
  }
  return Int32Array.from(found)
}
