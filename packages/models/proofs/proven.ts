import type { Run } from './run.js'

/** What was shown by running: rows by version run, by the file of the model. */
export type Proven = Record<string, Record<string, string[]>>

/** Reads `proven.json`. */
export function readProven(text: string): Proven {
  return JSON.parse(text) as Proven
}

/** The text of `proven.json`: sorted, and without anything that differs from run to run. */
export function writtenProven(proven: Proven): string {
  return `${JSON.stringify(sorted(proven, versions => sorted(versions, rows => [...rows].sort())), undefined, 2)}\n`
}

/** With the rows that these runs have shown in place of those shown before. A row that was skipped stays as it was. */
export function withRuns(proven: Proven, model: string, runs: Run[], before: Proven): Proven {
  const versions = runs.map(({ version, outcomes }): [string, string[]] => {
    const kept = before[model]?.[version] ?? []
    return [version, outcomes.filter(({ row, is }) => is === 'proven' || (is === 'skipped' && kept.includes(row))).map(({ row }) => row)]
  })
  const shown = versions.filter(([, rows]) => rows.length > 0)
  const { [model]: _, ...others } = proven
  return shown.length === 0 ? others : { ...others, [model]: Object.fromEntries(shown) }
}

function sorted<T>(record: Record<string, T>, inner: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, value]) => [key, inner(value)]))
}
