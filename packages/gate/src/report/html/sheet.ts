import { document, type HtmlOptions } from './document.js'
import { ofTables, pictured } from './foundations.js'
import { items, place, prose, table, words, type Section } from './markup.js'

/** Something that is said, and the places that say it. */
interface Said {
  text: string
  at?: readonly { file: string; line: number }[]
}

/** One part of a sheet: everything in it is text, but the picture and the matrix. */
export interface SheetPart {
  heading: string
  /** As SVG. */
  picture?: string
  /** Who owns, reads and writes which table, as a table of HTML. */
  matrix?: string
  grids: readonly { title: string; head: readonly string[]; rows: readonly (readonly string[])[] }[]
  lists: readonly { title: string; entries: readonly Said[] }[]
}

/** Something to be read from beginning to end, as a review. */
export interface Sheet {
  title: string
  /** What it is, in a sentence. */
  lede: string
  /** Of what it was written, and when. */
  about?: string
  /** Whether the parts are numbered. */
  numbered?: true
  parts: readonly SheetPart[]
}

/** A sheet as a page like that of the report. */
export function sheet({ title, lede, about, numbered, parts }: Sheet, options: HtmlOptions): string {
  const sections = parts.map((part, index) => sectionOf(part, index, numbered === true))
  const head = `<div class="decision"><h1>${words(title)}</h1><p class="lede">${prose(lede)}</p>${about === undefined ? '' : `<p class="quiet">${prose(about)}</p>`}</div>`
  return document({ title: title.toLowerCase(), head, sections, main: sections[0] ?? { id: 'part-1', heading: '' } }, options)
}

const sectionOf = ({ heading, picture, matrix, grids, lists }: SheetPart, index: number, numbered: boolean): Section => ({
  id: `part-${index + 1}`, heading: `${numbered ? `${index + 1}. ` : ''}${words(heading)}`,
  body: [
    ...(picture === undefined ? [] : [pictured(picture)]),
    ...(matrix === undefined ? [] : [ofTables(matrix)]),
    ...grids.filter(({ rows }) => rows.length > 0).map(({ title, head, rows }) => `<h3>${words(title)}</h3>\n${table(title, head, rows.map(row => row.map(prose)))}`),
    ...lists.filter(({ entries }) => entries.length > 0).map(({ title, entries }) => `<h3>${words(title)}</h3>\n${items(entries.map(told))}`),
  ].join('\n'),
})

const told = ({ text, at = [] }: Said): string => `${prose(text)}${at.length === 0 ? '' : ` ${at.map(place).join(', ')}`}`
