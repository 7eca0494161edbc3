import type { Finding, RelatedPlace } from '@bulkhead/analysis'
import type { Colors } from 'picocolors/types.js'
import { count } from '../../decide/words.js'
import { harmless } from '../harmless.js'
import { inOrder } from '../order.js'
import { frame } from './frame.js'
import { columns, indent } from './layout.js'

const SHOWN_PLACES = 8

/** What findings can stand under: whom they concern, the service that has to change, or the file that has to. */
export type Grouping = 'owner' | 'service' | 'cause'

/** How findings are shown. */
interface Shown {
  read: (path: string) => string | undefined
  groupBy: Grouping
}

/** Every finding with its code, its evidence in other files, whom it concerns and the cure, sorted by file. */
export function findingsSection(findings: readonly Finding[], { read, groupBy }: Shown, c: Colors): string[] {
  if (findings.length === 0) return []
  const groups = grouped(inOrder(findings), groupBy)
  return [
    c.bold(`Findings (${findings.length})`), '',
    ...groups.flatMap(([name, members]) => {
      const heading = groupBy === 'cause' ? harmless(name) : `${harmless(name)} (${members.length})`
      return [c.underline(heading), '', ...members.flatMap(finding => [...indent(findingLines(finding, read, c), 2), ''])]
    }),
  ]
}

/** By name, and last what has none. A finding stands once, under all its owners together: nobody is to look for it twice. */
function grouped(findings: readonly Finding[], by: Grouping): [name: string, members: Finding[]][] {
  const groups = new Map<string, Finding[]>()
  for (const finding of findings) {
    const name = by === 'cause' ? finding.file : by === 'service' ? finding.service ?? '' : finding.owners.join(' ')
    groups.set(name, [...(groups.get(name) ?? []), finding])
  }
  const sorted = [...groups].sort(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : a < b ? -1 : 1))
  return sorted.map(([name, members]) => [name || `no ${by}`, members])
}

function findingLines(finding: Finding, read: (path: string) => string | undefined, c: Colors): string[] {
  const severity = finding.severity === 'error' ? c.red('error') : c.yellow('warn')
  const text = read(finding.file)
  const code = text === undefined ? '' : frame(text, finding, c.isColorSupported)
  return [
    `${position(finding)}  ${severity}  ${harmless(finding.message)}`,
    ...(code === '' ? [] : ['', ...code.split('\n'), '']),
    ...relatedLines(finding.related, c),
    `${c.green('fix')}  ${harmless(finding.fix)}`,
    c.dim(attribution(finding)),
  ]
}

function relatedLines(related: readonly RelatedPlace[], c: Colors): string[] {
  if (related.length === 0) return []
  const rows = related.slice(0, SHOWN_PLACES).map(place => [position(place), place.message])
  const more = related.length - SHOWN_PLACES
  return [
    `${count(related.length, 'related place')}:`,
    ...indent(columns(rows, (cell, column) => (column === 0 ? c.cyan(cell) : cell)), 2),
    ...(more > 0 ? [`  and ${more} more, see --format json`] : []),
  ]
}

const position = ({ file, line, column }: { file: string; line: number; column: number }): string => `${harmless(file)}:${line}:${column}`

const attribution = ({ rule, check, service, owners }: Finding): string =>
  harmless([
    `bulkhead/${rule}`, `check ${check}`,
    service === undefined ? 'no service' : `service ${service}`,
    owners.length === 0 ? 'no owner' : `owner ${owners.join(' ')}`,
  ].join('  '))
