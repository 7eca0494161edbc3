import type { ParsedSignature } from '@bulkhead/models'

/** The names by which a signature is called last: `Pool` of `new module.Pool(config)`; an empty one where the module itself is called. */
export function lastNames({ steps }: ParsedSignature): string[] {
  const last = steps.findLast(step => step.is === 'member')
  return last?.is === 'member' && Array.isArray(last.names) ? last.names : ['']
}

/** Matches a text in which one of them stands; every text, where a module itself is called. */
export function wordsOf(signatures: readonly ParsedSignature[]): RegExp {
  return textWith(signatures, names => `\\b(?:${names})\\b`)
}

/** Matches a text in which one of them may be called, extended or given another name, and not only named as a type; every text, where a module itself is called. */
export function callsOf(signatures: readonly ParsedSignature[]): RegExp {
  return textWith(signatures, names => `\\b(?:${names})\\b(?:\\s*\\(|\\s*<[^()]*>\\s*\\(|\\s+as\\b|\\s*:|\\s*[;\\n]|$)|\\bextends\\s+(?:[\\w$]+\\.)*(?:${names})\\b`)
}

function textWith(signatures: readonly ParsedSignature[], pattern: (names: string) => string): RegExp {
  const names = new Set(signatures.flatMap(lastNames))
  return names.has('') ? /(?:)/ : new RegExp(pattern([...names].join('|')))
}
