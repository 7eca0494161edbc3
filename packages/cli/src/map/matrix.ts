import type { MappedTable, ServiceMap, TableUse } from '@bulkhead/checker'
import { harmless, markupText as escaped } from '@bulkhead/gate'
import { many } from './words.js'

/** With more services than that, lines are no longer read: then each table lists who uses it. */
const MOST_COLUMNS = 8

const LEGEND = 'R reads, W writes, and at how many places. ! goes over the head of the owner, without the configuration accepting it.'

/** The services that use tables, in order. */
function usersOf({ tables }: ServiceMap): string[] {
  return [...new Set(tables.flatMap(({ uses }) => uses.map(({ service }) => service)))].sort()
}

function cell(use: TableUse | undefined): string {
  return use ? counts(use, use.foreign) : ''
}

function counts({ reads, writes }: MappedTable['outside'], foreign: TableUse['foreign']): string {
  const part = (letter: string, places: number, foreign: boolean) => places === 0 ? [] : [`${letter}${places}${foreign ? '!' : ''}`]
  return [...part('R', reads.length, foreign.reads), ...part('W', writes.length, foreign.writes)].join(' ')
}

const ownerOf = ({ owner, because }: MappedTable): string =>
  owner === undefined ? 'nobody' : `${owner}${because === undefined ? '' : ` (${{ configured: 'configured', defines: 'defines it', fills: 'fills it' }[because]})`}`

/** The heads and the rows of the matrix, the last column always the foreign writers. */
export function rowsOf(map: ServiceMap, wide = usersOf(map).length <= MOST_COLUMNS): { head: string[]; rows: string[][] } {
  const services = usersOf(map)
  const foreign = ({ uses }: MappedTable) => uses.filter(use => use.foreign.writes).map(({ service }) => service).join(', ')
  const outside = (table: MappedTable) => counts(table.outside, { reads: false, writes: false })
  const some = map.tables.some(table => outside(table) !== '') ? ['no service'] : []
  if (wide) return {
    head: ['table', 'owner', ...services, ...some, 'foreign writes'],
    rows: map.tables.map(table => [table.name, ownerOf(table), ...services.map(service => cell(table.uses.find(use => use.service === service))), ...some.map(() => outside(table)), foreign(table)]),
  }
  return {
    head: ['table', 'owner', 'used by', 'foreign writes'],
    rows: map.tables.map(table => [table.name, ownerOf(table), [...table.uses.map(use => `${use.service} ${cell(use)}`), ...outside(table) === '' ? [] : [`no service ${outside(table)}`]].join(', '), foreign(table)]),
  }
}

const summary = ({ tables }: ServiceMap): string => {
  const shared = tables.filter(({ uses }) => uses.some(({ foreign }) => foreign.writes)).length
  return `${many(tables.length, 'table')}, ${shared} with foreign writes`
}

const NONE = 'No table was found. `bulkhead explain <file>` tells what a file is taken for.\n'

/** The matrix in aligned columns. */
export function matrixText(map: ServiceMap): string {
  if (map.tables.length === 0) return NONE
  const { head, rows } = rowsOf(map)
  const cells = [head, ...rows].map(row => row.map(harmless))
  const widths = head.map((_, column) => Math.max(...cells.map(row => row[column]!.length)))
  const lines = cells.map(row => row.map((one, column) => one.padEnd(widths[column]!)).join('  ').trimEnd())
  return `${lines.join('\n')}\n\n${LEGEND}\n${summary(map)}\n`
}

/** The matrix as a table of Markdown. */
export function matrixMarkdown(map: ServiceMap): string {
  if (map.tables.length === 0) return NONE
  const { head, rows } = rowsOf(map)
  const line = (row: string[]) => `| ${row.map(one => harmless(one).replace(/[\\`*_{}[\]<>()#!|~&]/g, character => `&#${character.charCodeAt(0)};`).replace(/^$/, ' ')).join(' | ')} |`
  return `${[line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n')}\n\n${LEGEND.replace('!', '\\!')}\n${summary(map)}\n`
}

/** The matrix as a table of HTML, to stand in a page. */
export function matrixTable(map: ServiceMap): string {
  if (map.tables.length === 0) return '<p>No table was found.</p>'
  const { head, rows } = rowsOf(map, true)
  const body = rows.map(row => `<tr>${row.map((one, column) => column === 0 ? `<th scope="row">${escaped(one)}</th>` : `<td${one.includes('!') && column > 1 && column < row.length - 1 || column === row.length - 1 && one !== '' ? ' class="broken"' : ''}>${escaped(one)}</td>`).join('')}</tr>`)
  return `<div class="scroll"><table><thead><tr>${head.map(one => `<th scope="col">${escaped(one)}</th>`).join('')}</tr></thead>\n<tbody>\n${body.join('\n')}\n</tbody></table></div>\n<p class="note">${escaped(LEGEND)} ${escaped(summary(map))}.</p>`
}
