import type { RuleCount } from '@bulkhead/analysis'
import type { NotJudged } from '@bulkhead/workspace'
import type { Colors } from 'picocolors/types.js'
import { count, list } from '../../decide/words.js'
import type { Status, Verdict } from '../../verdict.js'
import { entriesInOrder } from '../order.js'
import { harmless } from '../harmless.js'
import { columns, indent } from './layout.js'

const SHOWN_GAPS = 20

/** The fifteen checks as a table. */
export function gateSection({ checks }: Verdict, c: Colors): string[] {
  const paintStatus: Record<Status, (cell: string) => string> = { pass: c.green, fail: c.red, 'not evidenced': c.yellow, 'not applicable': c.dim, waived: c.cyan }
  const rows = checks.map(({ id, stage, status, reason }) => [id, stage, status, reason])
  const painted = columns([['check', 'stage', 'status', 'reason'], ...rows], (cell, column, row) =>
    row === 0 ? c.dim(cell) : column === 2 ? paintStatus[checks[row - 1]!.status](cell) : cell)
  return [c.bold('Gate'), ...indent(painted, 2), '']
}

/** How much each rule looked at, and how much of it stays open. */
export function countsSection(counts: Readonly<Record<string, RuleCount>>, c: Colors): string[] {
  const rows = entriesInOrder(counts).map(([rule, { judged, unknown }]) => [rule, String(judged), String(unknown)])
  if (rows.length === 0) return []
  const painted = columns([['rule', 'judged', 'of those undetermined'], ...rows], (cell, column, row) =>
    row === 0 ? c.dim(cell) : column === 2 && cell !== '0' ? c.yellow(cell) : cell)
  return [c.bold('Determined'), ...indent(painted, 2), '']
}

/** What could not be looked at, and what would help. */
export function notJudgedSection(notJudged: readonly NotJudged[], c: Colors): string[] {
  if (notJudged.length === 0) return []
  const lines = notJudged.slice(0, SHOWN_GAPS).map(({ path, reason, remedy }) =>
    `  - ${path === undefined ? '' : `${harmless(path)}: `}${harmless(reason)}${remedy === undefined ? '' : c.dim(` (${harmless(remedy)})`)}`)
  const more = notJudged.length - SHOWN_GAPS
  if (more > 0) lines.push(`  and ${more} more, see --format json`)
  return [c.yellow(c.bold(`Not judged (${notJudged.length})`)), ...lines, '']
}

/** The last line: the decision, and how much of it rests on nothing. */
export function decisionLine(verdict: Verdict, c: Colors): string {
  const having = (status: Status) => verdict.checks.filter(check => check.status === status)
  const failing = having('fail').map(check => check.id)
  const open = `${count(having('not evidenced').length, 'check')} of ${verdict.checks.length} not evidenced`
  if (!verdict.passed) return c.red(c.bold(`The gate fails: ${list(failing)}.`)) + ` ${open}.`
  // Nothing was looked at, so green would be a lie whatever the checks say.
  if (!verdict.judged) return c.yellow(c.bold('NOT JUDGED: no file that runs on a server was looked at.')) + ` ${open}.`
  return c.green(c.bold('The gate passes.')) + ` ${open}.`
}
