import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { lineWithoutWant } from './example.js'

/** What the built command prints. Throws where it ends without an answer. */
export function commandOutput(root: string, args: readonly string[]): string {
  const { NODE_OPTIONS: _options, FORCE_COLOR: _color, ...env } = process.env
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'packages/cli/bin/bulkhead.js'), ...args], { cwd: root, env: { ...env, NO_COLOR: '1' }, encoding: 'utf8' })
  if (status !== 0 && status !== 1) throw new Error(`bulkhead ${args.join(' ')} ended with ${status}: ${stderr}`)
  return stdout
}

const FINDING = /^ {2}\S.*:\d+:\d+ {2}(?:error|warn) {2}/
const LEFT_OUT = ['', '…', '']

/** A report cut down to its first findings, the gate and the decision. Expectations of the fixture are left out of the code. */
export function abridged(report: string, shown: number): string {
  const lines = report.trimEnd().split('\n').map(lineWithoutWant)
  const findings = lines.findIndex(line => line.startsWith('Findings ('))
  const gate = lines.indexOf('Gate')
  if (findings < 0 || gate < findings) throw new Error('The report has no findings or no gate: its form has changed, and the README shows it.')
  const heads = lines.flatMap((line, index) => index > findings && index < gate && FINDING.test(line) ? [index] : [])
  const first = withoutEnd(lines.slice(findings, heads[shown] ?? gate))
  return [lines[0]!, ...LEFT_OUT, ...first, ...LEFT_OUT, ...lines.slice(gate, lines.indexOf('', gate)), ...LEFT_OUT, lines.at(-1)!].join('\n')
}

/** Without the heading of the file that comes next, and without the empty lines around it. */
function withoutEnd(lines: string[]): string[] {
  const last = lines.findLastIndex(line => line.startsWith('  '))
  return lines.slice(0, last + 1)
}

/** What `bulkhead inspect` prints of one file. */
export function operationsOf(list: string, file: string): string {
  const blocks = list.split(/\n(?=\S)/).filter(block => block.startsWith(`${file}:`))
  if (blocks.length === 0) throw new Error(`bulkhead inspect prints nothing of ${file}, and the README shows it.`)
  return blocks.join('\n')
}
