import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { applied, compatible, type Finding } from '@bulkhead/analysis'
import type { Workspace } from '@bulkhead/workspace'

/** Writes what findings suggest into the files. Of suggestions that touch, the first is taken; the next run has the other. */
export function applySuggestions({ root, read }: Pick<Workspace, 'root' | 'read'>, findings: readonly Finding[]): { files: number; edits: number } {
  const suggestions = findings.flatMap(({ suggestion }) => suggestion ?? [])
  const byFile = [...new Set(suggestions.map(({ file }) => file))].map(file => ({ file, edits: compatible(suggestions.filter(s => s.file === file).flatMap(s => s.edits)) }))
  for (const { file, edits } of byFile) {
    const path = join(root, file)
    // Offsets count from behind a byte order mark, which stays where it is.
    const mark = readFileSync(path, 'utf8').startsWith('\uFEFF') ? '\uFEFF' : ''
    writeFileSync(path, mark + applied(read(file)!, edits))
  }
  return { files: byFile.length, edits: byFile.reduce((sum, { edits }) => sum + edits.length, 0) }
}
