import type { Finding } from '@bulkhead/analysis'
import { count, list } from '../decide/words.js'
import { NOTHING_AGREED, type Agreed } from '../old-code/agreed.js'
import type { Report } from '../verdict.js'
import { harmless } from './harmless.js'
import { shownOf } from './new-ones.js'
import { byWeight } from './order.js'

// GitHub shows ten errors and ten warnings of a step, and drops the others without a word.
const SHOWN_OF_A_LEVEL = 10

/**
 * The findings as workflow commands, which GitHub shows beside the lines of a pull request. A step has room for ten errors and ten warnings, and a job for fifty
 * annotations: the weightiest are taken, and a notice, which has a room of its own, says how many are left.
 */
export function github(report: Report): string {
  const { examination, verdict, agreed = NOTHING_AGREED } = report
  const ranked = byWeight(shownOf(report))
  const shown = (['error', 'warn'] as const).flatMap(severity => ranked.filter(finding => finding.severity === severity).slice(0, SHOWN_OF_A_LEVEL))
  const left = examination.findings.length - shown.length
  const failing = verdict.checks.filter(check => check.status === 'fail').map(check => check.id)
  const decision = !verdict.passed ? `The gate fails: ${list(failing)}.` : verdict.judged ? 'The gate passes.' : 'Not judged: no file that runs on a server was looked at.'
  const rest = left === 0 ? '' : ` ${count(left, 'more finding')} ${left === 1 ? 'is' : 'are'} not annotated.`
  return [...shown.map(annotation), ...notices(agreed), `::notice title=Bulkhead::${data(`${decision}${rest}`)}`, ''].join('\n')
}

/** What concerns no line of the code. Notices have the room that errors and warnings have, and the last one is the decision. */
const notices = ({ upkeep, notes }: Agreed): string[] =>
  [...upkeep.map(({ message, cure }) => `${message} ${cure}`), ...notes].slice(0, SHOWN_OF_A_LEVEL - 1).map(words => `::notice title=Bulkhead::${data(words)}`)

function annotation(finding: Finding): string {
  const { file, line, column, endLine, endColumn, severity, rule, message, fix, related } = finding
  // GitHub takes columns for one line only, and counts the last one in.
  const columns = line === endLine ? `,col=${column},endColumn=${Math.max(column, endColumn - 1)}` : ''
  const elsewhere = related.length === 0 ? '' : ` (${count(related.length, 'related place')}, the first ${related[0]!.file}:${related[0]!.line})`
  return `::${severity === 'error' ? 'error' : 'warning'} file=${property(file)},line=${line},endLine=${endLine}${columns},title=${property(`bulkhead/${rule}`)}::${data(`${message}${elsewhere} ${fix}`)}`
}

// As the runner reads it: an escape of `%` first, or text could write escapes of its own.
const data = (text: string): string => harmless(text).replaceAll('%', '%25')
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
