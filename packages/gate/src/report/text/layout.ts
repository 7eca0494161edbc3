import { harmless } from '../harmless.js'

/** Rows as aligned columns; the last column is not padded. Cells are made harmless before their width is taken, and painted after. */
export function columns(rows: readonly (readonly string[])[], paint: (cell: string, column: number, row: number) => string = cell => cell): string[] {
  const cells = rows.map(row => row.map(harmless))
  const widths: number[] = []
  for (const row of cells) row.forEach((cell, column) => { widths[column] = Math.max(widths[column] ?? 0, cell.length) })
  return cells.map((row, index) =>
    row.map((cell, column) => paint(cell, column, index) + (column === row.length - 1 ? '' : ' '.repeat(widths[column]! - cell.length + 2))).join('').trimEnd())
}

/** Every line moved to the right. */
export const indent = (lines: readonly string[], by: number): string[] => lines.map(line => (line === '' ? '' : ' '.repeat(by) + line))
