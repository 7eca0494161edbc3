import { codeFrameColumns } from '@babel/code-frame'
import type { Place } from '@bulkhead/analysis'
import { excerpt } from '../excerpt.js'

/** The lines around a place, the place marked. Only those lines are handed to the highlighter. */
export function frame(text: string, place: Place, color: boolean): string {
  const found = excerpt(text, place)
  if (found === undefined) return ''
  const { first, lines, mark } = found
  // Not written in place: the published types do not know `startLine` yet.
  const options = { startLine: first, linesAbove: mark.line - first, linesBelow: first + lines.length - 1 - mark.line, forceColor: color, highlightCode: color }
  return codeFrameColumns(lines.join('\n'), { start: { line: mark.line, column: mark.column }, end: { line: mark.line, column: mark.endColumn } }, options)
}
