/** What a statement does to a table. */
export interface SqlUse {
  kind: 'read' | 'write' | 'join' | 'migrate'
  /** With `write`: it changes or removes rows that are there, and brings no new ones. */
  onlyChanges?: true
  table: string
  schema?: string
}

/** Each use once; of those that write one table, the one that brings rows. */
export function distinct(uses: SqlUse[]): SqlUse[] {
  const found = new Map<string, SqlUse>()
  for (const use of uses) {
    const key = `${use.kind} ${use.schema} ${use.table}`
    if (!found.has(key) || !use.onlyChanges) found.set(key, use)
  }
  return [...found.values()]
}
