import type { Finding, RelatedPlace } from '@bulkhead/analysis'
import type { Colors } from 'picocolors/types.js'
import { count } from '../../decide/words.js'
import { harmless } from '../harmless.js'
import { inOrder } from '../order.js'
import { frame } from './frame.js'
import { columns, indent } from './layout.js'

const SHOWN_PLACES = 8

/** Every finding with its code, its evidence in other files, whom it concerns and the cure, sorted by file. */
export function findingsSection(findings: readonly Finding[], read: (path: string) => string | undefined, c: Colors): string[] {
  if (findings.length === 0) return []
  const sorted = inOrder(findings)
  return [
    c.bold(`Findings (${sorted.length})`), '',
    ...sorted.flatMap((finding, index) => {
      const heading = sorted[index - 1]?.file === finding.file ? [] : [c.underline(harmless(finding.file)), '']
      return [...heading, ...indent(findingLines(finding, read, c), 2), '']
    }),
  ]
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
