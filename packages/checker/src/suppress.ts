import type { Directive } from '@bulkhead/facts'

/** Tells which lines of a file are silent for which rules, as ESLint would. */
export class Suppressions {
  constructor(private readonly directives: (Directive & { column: number; endColumn: number })[]) {}

  /** The directive that silences a rule at a line and column, if any. */
  at(rule: string, line: number, column: number): Directive | undefined {
    const id = `bulkhead/${rule}`
    const names = (d: Directive) => d.rules.length === 0 || d.rules.includes(id)
    let block: Directive | undefined
    for (const d of this.directives) {
      // Written over several lines it names none, and ESLint takes it for a mistake.
      if (d.kind === 'disable-line' && d.line === line && d.endLine === line && names(d)) return d
      if (d.kind === 'disable-next-line' && d.endLine + 1 === line && names(d)) return d
      if (d.line > line || d.line === line && d.column > column) continue
      if (d.kind === 'disable' && names(d)) block = d
      if (d.kind === 'enable' && names(d)) block = undefined
    }
    return block
  }
}
