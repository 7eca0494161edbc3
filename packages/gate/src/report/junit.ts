import { NOTHING_AGREED, type Upkeep } from '../old-code/agreed.js'
import type { CheckResult, Report } from '../verdict.js'
import { harmless } from './harmless.js'
import { inOrder } from './order.js'
import type { Finding } from '@bulkhead/analysis'

/**
 * The gate as a JUnit report: a suite a stage, a case a check. A check that fails is a failure with its findings; what is not evidenced or waived is skipped, since a
 * reader of JUnit knows no third thing, and a case that passed would be a lie.
 */
export function junit({ examination, verdict, agreed = NOTHING_AGREED }: Report): string {
  const findings = inOrder(examination.findings)
  const stages = ['merge', 'release', 'production'] as const
  const suites = stages.map(stage => ({ stage, checks: verdict.checks.filter(check => check.stage === stage) }))
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="Bulkhead" ${tally(verdict.checks)}>`,
    ...suites.flatMap(({ stage, checks }) => [
      `  <testsuite name="${stage}" ${tally(checks)} skipped="${skippedOf(checks)}">`,
      ...checks.flatMap(check => testcase(check, findings, agreed.upkeep)),
      '  </testsuite>',
    ]),
    '</testsuites>', '',
  ].join('\n')
}

const skippedOf = (checks: readonly CheckResult[]): number => checks.filter(check => check.status !== 'fail' && check.status !== 'pass').length
const tally = (checks: readonly CheckResult[]): string => `tests="${checks.length}" failures="${checks.filter(check => check.status === 'fail').length}" errors="0" time="0"`

function testcase(check: CheckResult, findings: readonly Finding[], upkeep: readonly Upkeep[]): string[] {
  const open = `    <testcase name="${xml(check.id)}" classname="bulkhead.${check.stage}" time="0"`
  if (check.status === 'pass') return [`${open}/>`]
  if (check.status !== 'fail') return [`${open}>`, `      <skipped message="${xml(`${check.status}: ${check.reason}`)}"/>`, '    </testcase>']
  const lines = findings.filter(finding => finding.check === check.id).map(({ file, line, column, severity, message, fix, rule }) =>
    xml(`${file}:${line}:${column} ${severity} ${message} ${fix} (bulkhead/${rule})`))
  // Static analysis is what fails by it.
  if (check.id === 'static-analysis') lines.push(...upkeep.map(({ message, cure }) => xml(`${message} ${cure}`)))
  return [`${open}>`, `      <failure type="bulkhead/${xml(check.id)}" message="${xml(check.reason)}">${lines.join('\n')}</failure>`, '    </testcase>']
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

// What XML has no way to say at all, such as half a surrogate pair, becomes a replacement character.
const xml = (text: string): string =>
  harmless(text).replace(/[&<>"']/g, character => ENTITIES[character]!).replace(/\p{Surrogate}|[\ufffe\uffff]/gu, '\ufffd')
