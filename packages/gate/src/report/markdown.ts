import type { Finding } from '@bulkhead/analysis'
import { count, list } from '../decide/words.js'
import { NOTHING_AGREED } from '../old-code/agreed.js'
import type { CheckResult, Report, Status } from '../verdict.js'
import { code, plain } from './markdown-text.js'
import { newWords, shownOf } from './new-ones.js'
import { byWeight } from './order.js'

const SHOWN_FINDINGS = 50
const SHOWN_PLACES = 3
const SHOWN_LINES = 10
// GitHub refuses a comment of more than 65 536 characters; GitLab takes more.
const ROOM = 60_000
const SIGNS: Readonly<Record<Status, string>> = { pass: '✅ pass', fail: '❌ fail', 'not evidenced': '⚪ not evidenced', 'not applicable': '➖ not applicable', waived: '🔵 waived' }

/** The verdict for a comment at a pull request, or a job's summary: the decision, the gate, and the weightiest findings that there is room for. */
export function markdown(report: Report): string {
  const { examination, verdict, agreed = NOTHING_AGREED } = report
  const findings = byWeight(shownOf(report))
  const fresh = newWords(report)
  const head = [
    '<!-- bulkhead -->', `## Bulkhead: ${decision(verdict.checks, verdict.passed, verdict.judged)}`, '',
    `${count(examination.findings.length, 'finding')} in ${count(examination.files.production, 'file')} that ${examination.files.production === 1 ? 'runs' : 'run'} on a server.${fresh === undefined ? '' : ` ${plain(fresh)}.`}`, '',
    ...gate(verdict.checks),
    ...some('Not so any more', agreed.upkeep.map(({ message, cure }) => `- ${plain(message)} *${plain(cure)}*`)),
    ...some('Waivers', agreed.notes.map(note => `- ${plain(note)}`)),
  ]
  const foot = [
    ...(examination.notJudged.length === 0 ? [] : [`${count(examination.notJudged.length, 'thing')} could not be judged; the other reports name them.`, '']),
    ...(examination.suppressed.length === 0 ? [] : [`${count(examination.suppressed.length, 'finding')} kept silent by a directive in the code.`, '']),
    ...(agreed.baselined.length === 0 ? [] : [`${count(agreed.baselined.length, 'finding')} in the baseline.`, '']),
    ...(agreed.waived.length === 0 ? [] : [`${count(agreed.waived.length, 'finding')} waived.`, '']),
  ]
  return [...head, ...fitting(findings, ROOM - [...head, ...foot].join('\n').length), ...foot].join('\n')
}

/** The first lines under a heading, and how many more there are. */
function some(heading: string, lines: readonly string[]): string[] {
  const more = lines.length - SHOWN_LINES
  return lines.length === 0 ? [] : [`### ${heading}`, '', ...lines.slice(0, SHOWN_LINES), ...(more > 0 ? [`- and ${more} more`] : []), '']
}

function decision(checks: readonly CheckResult[], passed: boolean, judged: boolean): string {
  const failing = checks.filter(check => check.status === 'fail').map(check => check.id)
  if (!passed) return `the gate fails (${list(failing)})`
  return judged ? 'the gate passes' : 'not judged, no file that runs on a server was looked at'
}

/** What decides stands in sight; what nothing proves is folded away, and never left out. */
function gate(checks: readonly CheckResult[]): string[] {
  const decided = checks.filter(check => check.status !== 'not evidenced')
  const open = checks.filter(check => check.status === 'not evidenced')
  return [
    ...(decided.length === 0 ? [] : [...table(decided), '']),
    ...(open.length === 0 ? [] : [`<details><summary>${count(open.length, 'check')} not evidenced</summary>`, '', ...table(open), '', '</details>', '']),
  ]
}

const table = (checks: readonly CheckResult[]): string[] => [
  '| check | stage | status | why |', '|---|---|---|---|',
  ...checks.map(({ id, stage, status, reason }) => `| \`${id}\` | ${stage} | ${SIGNS[status]} | ${plain(reason)} |`),
]

/** As many findings as fit, and how many are left. */
function fitting(findings: readonly Finding[], room: number): string[] {
  if (findings.length === 0) return []
  const lines = ['### Findings', '']
  let used = 200
  let shown = 0
  for (const finding of findings.slice(0, SHOWN_FINDINGS)) {
    const entry = entryOf(finding)
    used += entry.join('\n').length + 1
    if (used > room) break
    lines.push(...entry)
    shown++
  }
  const left = findings.length - shown
  return [...lines, '', ...(left > 0 ? [`…and ${count(left, 'more finding')}.`, ''] : [])]
}

function entryOf({ severity, file, line, message, fix, rule, service, owners, related }: Finding): string[] {
  const places = related.slice(0, SHOWN_PLACES).map(place => `  - ${code(`${place.file}:${place.line}`)} ${plain(place.message)}`)
  const more = related.length - SHOWN_PLACES
  return [
    `- **${severity === 'error' ? 'error' : 'warning'}** ${code(`${file}:${line}`)} ${plain(message)} *${plain(fix)}* (${code(`bulkhead/${rule}`)}${service === undefined ? '' : `, ${code(service)}`}${owners.length === 0 ? '' : `, ${code(owners.join(' '))}`})`,
    ...places, ...(more > 0 ? [`  - and ${more} more`] : []),
  ]
}
