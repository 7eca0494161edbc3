import { codeFrameColumns } from '@babel/code-frame'
import type { Place } from '@bulkhead/analysis'
import { harmlessSource } from '../harmless.js'

const WIDTH = 120
const ABOVE = 2
const BELOW = 1
const MARKED = 4

/** The lines around a place, the place marked. Only those lines are handed to the highlighter, cut to a readable width: a minified line can be megabytes long. */
export function frame(text: string, place: Place, color: boolean): string {
  const first = Math.max(1, place.line - ABOVE)
  const wanted = endOf(place)
  const lines = linesBetween(text, first, wanted.line + BELOW)
  const own = lines[place.line - first]
  // The file is not the one that was judged: what stands there now would mislead.
  if (own === undefined || place.column > own.length + 1) return ''
  const end = { ...wanted, line: Math.min(wanted.line, first + lines.length - 1) }
  const left = place.column > WIDTH - 20 ? place.column - 40 : 0
  const shown = lines.map(line => harmlessSource(line.slice(left, left + WIDTH)))
  const within = (place: { line: number; column: number }) =>
    ({ line: place.line, column: Math.min(Math.max(place.column - left, 1), shown[place.line - first]!.length + 1) })
  // Not written in place: the published types do not know `startLine` yet.
  const options = { startLine: first, linesAbove: ABOVE, linesBelow: BELOW, forceColor: color, highlightCode: color }
  return codeFrameColumns(shown.join('\n'), { start: within(place), end: within(end) }, options)
}

/** Where the marking ends: on one line before this column, on a later line with it. A long statement is marked by its beginning. */
function endOf({ line, column, endLine, endColumn }: Place): { line: number; column: number } {
  if (endLine === line) return { line, column: Math.max(endColumn, column + 1) }
  return endLine - line < MARKED ? { line: endLine, column: Math.max(endColumn - 1, 1) } : { line, column: column + 1 }
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
