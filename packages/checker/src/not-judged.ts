import { Lines } from '@bulkhead/facts'
import type { NotJudged, RepoPath } from '@bulkhead/workspace'
import type { Project, Rule } from '@bulkhead/analysis'

type Program = Project['program']

/** Files that did not parse as a whole: what was understood of them still counts, and the rest is said to be unseen. */
export function unparsed(program: Program, files: RepoPath[]): NotJudged[] {
  return files.flatMap(path => {
    const error = program.record(path)?.errors[0]
    if (!error) return []
    const { line, column } = new Lines(program.source(path) ?? '').at(error.start)
    return [{ path, reason: `does not parse at ${line}:${column}: ${error.message}`, remedy: 'Mend the syntax; until then this file is not checked.' }]
  })
}

/** Relative imports that lead to no file: whatever lies behind them is unseen. */
export function unresolvedImports(program: Program, files: RepoPath[]): NotJudged[] {
  return files.flatMap(path => {
    const missing = (program.record(path)?.from ?? []).map(i => i.specifier).filter(specifier => specifier.startsWith('.') && program.resolve(specifier, path).is === 'unresolved')
    return missing.length === 0 ? [] : [{ path, reason: `imports what is not there: ${[...new Set(missing)].join(', ')}`, remedy: 'Generate or restore the file, or leave this one out with `ignore`.' }]
  })
}

/** What is said of a file that a rule could not get through, by a defect of ours. */
export function defeat(path: RepoPath, { name }: Rule, error: unknown): NotJudged {
  return { path, reason: `${name} failed on it: ${error instanceof Error ? error.message : String(error)}`, remedy: 'This is a defect of Bulkhead; please report it.', passing: true }
}
