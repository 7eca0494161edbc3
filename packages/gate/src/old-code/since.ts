import type { Finding, Place } from '@bulkhead/analysis'
import { inOrder } from '../report/order.js'
import { compare, type Moves } from './baseline.js'
import { printed, withEntries } from './entry.js'

/** The findings of one state of a repository. */
export interface Seen {
  findings: readonly Finding[]
  /** What code at a place is known by after lines have moved. */
  identify: (place: Place) => { symbol: string; code: string }
}

/** A commit that a report is held against. */
export interface Since {
  /** As it was given. */
  ref: string
  commit: string
  fresh: ReadonlySet<Finding>
}

interface End {
  file: string
  symbol: string
  code: string
}

/**
 * The findings that an earlier state does not have. A finding is a relation: it is new with its own code, with any of the places that take part, and where
 * the configuration or a model made it one, or made it weigh more.
 */
export function newSince(now: Seen, before: Seen, moves: Moves): Set<Finding> {
  const old = new Map(withEntries(inOrder(before.findings)).map(({ finding, entry }) => [printed(entry), { finding, entry }]))
  const { known, fresh } = compare(now.findings, [...old.values()].map(({ entry }) => entry), moves, new Set())
  const changed = known.filter(({ finding, was }) => {
    const then = old.get(printed(was))!.finding
    return finding.severity === 'error' && then.severity === 'warn' || hasNewEnd(finding, then)
  })
  return new Set([...fresh, ...changed].map(({ finding }) => finding))

  function hasNewEnd(finding: Finding, then: Finding): boolean {
    if (finding.related.length > then.related.length) return true
    const ends = finding.related.map((place): End => ({ file: place.file, ...now.identify(place) }))
    const known = then.related.map((place): End => ({ file: moves.renamed.get(place.file) ?? place.file, ...before.identify(place) }))
    return SAME.reduce((rest, same) => unmatched(rest, known, same), ends).length > 0
  }
}

/** In which ways an end can be the one of before: untouched, under another name, changed within its name, in another file. */
const SAME: ((a: End, b: End) => boolean)[] = [
  (a, b) => a.file === b.file && a.symbol === b.symbol && a.code === b.code,
  (a, b) => a.file === b.file && a.code === b.code,
  (a, b) => a.file === b.file && a.symbol === b.symbol && a.symbol !== '',
  (a, b) => a.symbol === b.symbol && a.code === b.code && a.code !== '',
]

/** The ends for which none is left; those that are found are taken out of `left`. */
function unmatched(ends: readonly End[], left: End[], same: (a: End, b: End) => boolean): End[] {
  return ends.filter(end => {
    const at = left.findIndex(other => same(end, other))
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}
