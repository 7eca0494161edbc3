import type { Finding } from '@bulkhead/analysis'
import { count } from '../decide/words.js'
import type { Report } from '../verdict.js'

/** The findings that a person is shown: all, or those that are new where that was asked. */
export const shownOf = ({ examination: { findings }, since }: Pick<Report, 'examination' | 'since'>): Finding[] => (since ? findings.filter(finding => since.fresh.has(finding)) : findings)

/** `1 of 5 findings is new since main (8ab3f1c2)`; undefined where nobody asked. */
export function newWords(report: Pick<Report, 'examination' | 'since'>): string | undefined {
  const { examination: { findings }, since } = report
  if (!since) return undefined
  const fresh = shownOf(report).length
  return `${fresh === 0 ? 'None' : fresh} of ${count(findings.length, 'finding')} ${fresh < 2 ? 'is' : 'are'} new since ${since.ref} (${since.commit.slice(0, 8)})`
}
