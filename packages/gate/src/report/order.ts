import type { Finding } from '@bulkhead/analysis'

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Findings by file, place and rule, compared by code unit: two runs give the same report on every machine. */
export const inOrder = <T extends Finding>(findings: readonly T[]): T[] =>
  [...findings].sort((a, b) =>
    compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.rule, b.rule) || compare(a.fingerprint, b.fingerprint))

/** The entries of a record by key. */
export const entriesInOrder = <T>(record: Readonly<Record<string, T>>): [string, T][] =>
  Object.entries(record).sort(([a], [b]) => compare(a, b))
