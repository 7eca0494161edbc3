import type { ServiceMap, Spot } from '@bulkhead/checker'
import { sheet, type DrawnMap, type HtmlOptions, type SheetPart } from '@bulkhead/gate'
import { many } from './words.js'

/** The whole map as a page like that of a report: the picture, what is broken in it, who owns what. */
export function mapPage(map: ServiceMap, { picture, matrix }: DrawnMap, options: HtmlOptions): string {
  const owned = map.services.filter(({ owners }) => owners.length > 0).length
  const counted = `${many(map.services.length, 'service')}, ${owned} with an owner; ${many(map.tables.length, 'table')}; ${many(map.links.length, 'dependency', 'dependencies')} between services.`
  const drawn: SheetPart[] = picture === undefined ? [] : [
    { heading: 'Picture', picture, grids: [], lists: [] }, broken(map),
    { heading: 'Services', lists: [], grids: [{ title: 'Whose they are', head: ['service', 'folder', 'kind', 'owners'], rows: map.services.map(({ name, directory, kind, owners }) => [name, directory || '.', kind, owners.join(', ') || 'nobody']) }] },
  ]
  return sheet({ title: 'Service map', lede: map.services.length === 0 ? NO_SERVICE : counted, parts: [...drawn, tables(matrix)] }, options)
}

/** What is said where there is nothing to draw. */
const NO_SERVICE = 'No service was found. `bulkhead explain <file>` tells what a file is taken for; `services` in the configuration names what was not seen.'

/** The matrix of tables alone as a page. */
export function matrixPage({ matrix }: DrawnMap, options: HtmlOptions): string {
  return sheet({ title: 'Tables and their owners', lede: 'Who owns, reads and writes which table.', parts: [tables(matrix)] }, options)
}

const tables = (matrix: string | undefined): SheetPart =>
  ({ heading: 'Tables', grids: [], ...(matrix === undefined ? { lists: [{ title: 'None', entries: [{ text: 'No table was found.' }] }] } : { matrix, lists: [] }) })

function broken({ links, tables: all }: ServiceMap): SheetPart {
  const rows = [
    ...links.filter(({ standing }) => standing === 'broken').map(({ from, to, imports, calls, rules }) => [from, `depends on ${to}`, rules.join(', '), places([...imports, ...calls])]),
    ...all.flatMap(({ name, owner, uses }) => uses.filter(({ standing }) => standing === 'broken').map(({ service, reads, writes, rules }) =>
      [service, `${[reads.length > 0 ? 'reads' : '', writes.length > 0 ? 'writes' : ''].filter(word => word !== '').join(' and ')} ${name}${owner === undefined ? '' : ` of ${owner}`}`, rules.join(', '), places([...writes, ...reads])])),
  ]
  return { heading: 'Against a rule', grids: [{ title: 'What is reported', head: ['service', 'what it does', 'rule', 'where'], rows }], lists: rows.length > 0 ? [] : [{ title: 'Nothing', entries: [{ text: 'No dependency and no use of a table is reported.' }] }] }
}

function places(at: readonly Spot[]): string {
  const shown = at.slice(0, 3).map(({ file, line }) => `${file}:${line}`).join(', ')
  return at.length > 3 ? `${shown} and ${at.length - 3} more` : shown
}
