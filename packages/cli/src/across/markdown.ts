import type { Across } from '@bulkhead/checker'
import { markdownCode, markdownText } from '@bulkhead/gate'
import { counted, decided, open, othersIn, ownerIn } from './words.js'

/** What several repositories share, for a comment or the summary of a job. */
export function acrossMarkdown(across: Across): string {
  const row = (cells: string[]): string => `| ${cells.join(' | ')} |`
  const shared = across.shared.map(table => row([markdownCode(table.name), table.database === undefined ? ' ' : markdownCode(table.database), markdownText(ownerIn(table)), markdownText(othersIn(table).join('; ')) || ' ']))
  const findings = across.findings.map(({ rule, severity, message, places }) =>
    [`- **${severity === 'error' ? 'error' : 'warning'}** ${markdownText(message)} (${markdownCode(`bulkhead/${rule}`)})`, ...places.map(({ repository, file, line, message: said }) => `  - ${markdownCode(`${repository}:${file}:${line}`)} ${markdownText(said)}`)].join('\n'))
  return `${[
    '## Bulkhead: several repositories', `${counted(across)}. **${decided(across)}**`,
    ...shared.length > 0 ? [[row(['table', 'database', 'owner', 'also used by']), '|---|---|---|---|', ...shared].join('\n')] : [],
    ...findings.length > 0 ? [findings.join('\n')] : [],
    ...across.unknown.length > 0 ? [markdownText(open(across))] : [],
  ].join('\n\n')}\n`
}
