import { codeFrameColumns } from '@babel/code-frame'
import type { Place } from '@bulkhead/analysis'
import { harmlessSource } from '../harmless.js'

const WIDTH = 120
const ABOVE = 2
const BELOW = 3

/** The lines around a place, the place marked. Only those lines are handed to the highlighter, cut to a readable width: a minified line can be megabytes long. */
export function frame(text: string, place: Place, color: boolean): string {
  const first = Math.max(1, place.line - ABOVE)
  const below = Math.min(Math.max(place.endLine - place.line, 1), BELOW)
  const lines = linesBetween(text, first, place.line + below)
  const own = lines[place.line - first]
  // The file is not the one that was judged: what stands there now would mislead.
  if (own === undefined || place.column > own.length + 1) return ''
  const left = place.column > WIDTH - 20 ? place.column - 40 : 0
  const shown = lines.map(line => harmlessSource(line.slice(left, left + WIDTH)))
  // A statement of several lines is marked on its first: that is enough to find it.
  const end = Math.min(place.endLine === place.line ? place.endColumn : own.length + 1, left + WIDTH + 1)
  const start = { line: place.line, column: place.column - left }
  // Not written in place: the published types do not know `startLine` yet.
  const options = { startLine: first, linesAbove: ABOVE, linesBelow: below, forceColor: color, highlightCode: color }
  return codeFrameColumns(shown.join('\n'), { start, end: { line: place.line, column: Math.max(end - left, start.column + 1) } }, options)
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
