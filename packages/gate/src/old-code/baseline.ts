import type { Finding } from '@bulkhead/analysis'
import { inOrder } from '../report/order.js'
import { printed, withEntries, type Entry } from './entry.js'

/** What has to be known of the repository to find again what was moved. */
export interface Moves {
  /** Where a file is now that was elsewhere when the baseline was written. */
  renamed: ReadonlyMap<string, string>
  /** Whether a file still has something of that name. */
  declares: (file: string, symbol: string) => boolean
}

/** Findings held against a baseline. */
export interface Compared {
  /** Those that are in it, each with the entry that it has today and the one that it has there. */
  known: { finding: Finding; entry: Entry; was: Entry }[]
  /** Those that are not. */
  fresh: { finding: Finding; entry: Entry }[]
  /** Entries of which nothing is left. */
  stale: Entry[]
}

/**
 * Holds findings against a baseline. An entry stands for one finding: the very one, or the same one after its file, the function around it or both
 * were moved or renamed. A rule that is never baselined has no entries that count.
 */
export function compare(findings: readonly Finding[], entries: readonly Entry[], { renamed, declares }: Moves, never: ReadonlySet<string>): Compared {
  const left = new Map(entries.map(entry => [printed(entry), entry]))
  let fresh = withEntries(inOrder(findings))
  const known: Compared['known'] = []
  const pair = (entryOf: (one: Compared['fresh'][number]) => string | undefined): void => {
    const rest: Compared['fresh'] = []
    for (const one of fresh) {
      const key = never.has(one.finding.rule) ? undefined : entryOf(one)
      const was = key === undefined ? undefined : left.get(key)
      if (was) {
        left.delete(printed(was))
        known.push({ ...one, was })
      } else rest.push(one)
    }
    fresh = rest
  }
  const where = (entry: Entry): Entry => ({ ...entry, file: renamed.get(entry.file) ?? entry.file })
  /** The entry that is left for which a finding can be taken, the first in their order. */
  const search = (suits: (entry: Entry, now: Entry) => boolean) => pair(({ entry: now }) => {
    for (const [key, entry] of left) if (suits(entry, now)) return key
    return undefined
  })
  const same = (entry: Entry, now: Entry) => entry.rule === now.rule && entry.code === now.code
  const gone = ({ file, symbol }: Entry) => symbol !== '' && !declares(file, symbol)

  pair(({ entry }) => printed(entry))
  if (left.size > 0) {
    search((entry, now) => entry.file !== where(entry).file && printed(where(entry)) === printed(now))
    // The function was given another name: nothing of the old one is left in the file.
    search((entry, now) => same(entry, now) && where(entry).file === now.file && now.symbol !== '' && gone(where(entry)))
    // It was moved into another file under its name.
    search((entry, now) => same(entry, now) && entry.symbol === now.symbol && gone(where(entry)))
  }
  return { known, fresh, stale: [...left.values()] }
}
