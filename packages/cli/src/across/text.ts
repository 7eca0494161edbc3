import type { Across, FindingAcross } from '@bulkhead/checker'
import { harmless } from '@bulkhead/gate'
import type { Colors } from 'picocolors/types.js'
import { counted, decided, open, othersIn, ownerIn } from './words.js'

/** What several repositories share, for a terminal. */
export function acrossText(across: Across, c: Colors): string {
  const rows = across.shared.map(table => [table.database === undefined ? table.name : `${table.name} (${table.database})`, ownerIn(table), othersIn(table).join('; ')].map(harmless))
  const parts = [
    `${c.bold('Bulkhead')}  ${counted(across)}`,
    rows.length > 0 && ['Shared', ...aligned([['table', 'owner', 'also used by'], ...rows]).map(line => `  ${line}`)].join('\n'),
    across.findings.length > 0 && [`Findings (${across.findings.length})`, ...across.findings.map(finding => told(finding, c))].join('\n\n'),
    across.unknown.length > 0 && `${harmless(open(across))}\nWhere two are one, say so in the configuration of each: databases: [{ name: "billing" }].`,
    decided(across),
  ]
  return `${parts.filter(part => part !== false).join('\n\n')}\n`
}

function told({ rule, severity, message, places }: FindingAcross, c: Colors): string {
  const named = severity === 'error' ? c.red('error') : c.yellow('warning')
  return [`  ${named}  ${harmless(message)}`, `    ${c.dim(`bulkhead/${rule}`)}`, ...places.map(({ repository, file, line, message: said }) => `    ${harmless(`${repository}:${file}:${line}  ${said}`)}`)].join('\n')
}

function aligned(rows: string[][]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => row[column]!.length)))
  return rows.map(row => row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ').trimEnd())
}
