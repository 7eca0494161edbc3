import type { Place } from '@bulkhead/analysis'
import { harmlessSource } from './harmless.js'

/** What fits on a terminal. */
const TERMINAL = { width: 120, below: 3 }
const ABOVE = 2

/** A few lines of a file around a place, cut to a readable width and made harmless. */
export interface Excerpt {
  /** The number of the first line. */
  first: number
  lines: string[]
  /** Where the place is in what is shown; a statement of several lines is marked on its first, which is enough to find it. */
  mark: { line: number; column: number; endColumn: number }
}

/** The lines around a place. Only those are looked at: a minified line can be megabytes long. Undefined where the file is not the one that was judged: what stands there now would mislead. */
export function excerpt(text: string, place: Place, { width, below } = TERMINAL): Excerpt | undefined {
  const first = Math.max(1, place.line - ABOVE)
  const lines = linesBetween(text, first, place.line + Math.min(Math.max(place.endLine - place.line, 1), below))
  const own = lines[place.line - first]
  if (own === undefined || place.column > own.length + 1) return undefined
  const left = place.column > width - 20 ? place.column - 40 : 0
  const end = Math.min(place.endLine === place.line ? place.endColumn : own.length + 1, left + width + 1)
  const column = place.column - left
  return { first, lines: lines.map(line => harmlessSource(line.slice(left, left + width))), mark: { line: place.line, column, endColumn: Math.max(end - left, column + 1) } }
}

/** Some lines of a text, found without splitting all of it. */
function linesBetween(text: string, first: number, last: number): string[] {
  const lines: string[] = []
  let from = 0
  for (let line = 1; line <= last; line++) {
    const end = text.indexOf('\n', from)
    // What follows the last line break is no line.
    if (end < 0 && from === text.length) break
    if (line >= first) lines.push(text.slice(from, end < 0 ? undefined : end).replace(/\r$/, ''))
    if (end < 0) break
    from = end + 1
  }
  return lines
}
