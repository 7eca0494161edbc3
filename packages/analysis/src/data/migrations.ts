import { Lines, shapesIn } from '@bulkhead/facts'
import type { RepoPath } from '@bulkhead/workspace'
import { qualified } from './definitions.js'
import type { SchemaSource } from './schemas.js'
import type { TableDefinition } from './table.js'

/** By whom a table of a migration is described: by no library. */
export const SQL = 'SQL'

/** Folders in which migrations are kept. */
const MIGRATIONS = /(?:^|\/)(?:migrations?|migrate)\//i

/** A file that takes a migration back. */
const BACK = /(?:^|[/._-])down\.sql$/i

/** The tables that migrations written in SQL make, and what else they do to tables. */
export class Migrations {
  private all: { definitions: TableDefinition[]; changes: TableDefinition[] } | undefined

  constructor(private readonly source: SchemaSource) {}

  /** The statements that make tables, each table's first. */
  get definitions(): TableDefinition[] { return this.read().definitions }

  /** The statements that make them again or change their shape. */
  get changes(): TableDefinition[] { return this.read().changes }

  private read(): { definitions: TableDefinition[]; changes: TableDefinition[] } {
    if (this.all) return this.all
    const made = new Map<string, TableDefinition>()
    const changes: TableDefinition[] = []
    for (const file of this.source.filesEnding('.sql').filter(path => MIGRATIONS.test(path) && !BACK.test(path))) {
      const text = this.source.read(file) ?? ''
      const lines = new Lines(text)
      const keyOf = (name: string): string => `${this.source.packageFolder(file)}\0${name}`
      for (const { table, schema, does, renamed, start, end } of shapesIn(text)) {
        const definition = definitionAt(file, qualified(renamed ?? table, schema), lines, start, end)
        const key = keyOf(definition.table)
        // What is gone is no table any more, unless a later file makes it again.
        if (does === 'drop') made.delete(key)
        else if (renamed !== undefined && made.delete(keyOf(qualified(table, schema)))) made.set(key, made.get(key) ?? definition)
        else if (does === 'create' && !made.has(key)) made.set(key, definition)
        else changes.push(definition)
      }
    }
    return (this.all = { definitions: [...made.values()], changes })
  }
}

function definitionAt(file: RepoPath, table: string, lines: Lines, from: number, to: number): TableDefinition {
  const [start, end] = [lines.at(from), lines.at(to)]
  return { table, name: table, library: SQL, file, place: { file, line: start.line, column: start.column, endLine: end.line, endColumn: end.column }, relations: new Map() }
}
