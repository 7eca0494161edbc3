import { usesOfTables, usesOfTransactions, type DataAccess, type Ownership, type TableUses, type TransactionUses } from '@bulkhead/analysis'
import { isInside, type RepoPath, type Workspace } from '@bulkhead/workspace'

/** Who uses which table, found out once for the whole repository and told file by file. */
export class Tables {
  private found: { tables: Map<RepoPath, TableUses[]>; transactions: Map<RepoPath, TransactionUses[]> } | undefined

  constructor(private readonly workspace: Workspace, private readonly accesses: () => DataAccess[]) {}

  /** The tables of which the first place to speak of is in a file. */
  usedIn(file: RepoPath): TableUses[] {
    return this.all().tables.get(file) ?? []
  }

  transactionsIn(file: RepoPath): TransactionUses[] {
    return this.all().transactions.get(file) ?? []
  }

  private all(): NonNullable<Tables['found']> {
    return (this.found ??= this.find())
  }

  private find(): NonNullable<Tables['found']> {
    const { tables, accesses } = usesOfTables(this.accesses(), ownershipIn(this.workspace))
    return { tables: byFile(tables, firstPlace), transactions: byFile(usesOfTransactions(accesses, tables), ({ at }) => at.file) }
  }
}

/** What the repository says of who owns what. */
export function ownershipIn(workspace: Workspace): Ownership {
  return {
    serviceOf: path => workspace.serviceOf(path), declared: table => workspace.declaredTable(table),
    isOfNobody: path => workspace.serviceOf(path) === undefined && !workspace.services.some(({ directory }) => isInside(directory, workspace.packageFolder(path))),
    programOf: path => workspace.programOf(path), environmentsOf: program => workspace.environmentsOf(program),
  }
}

function firstPlace({ writes, reads, foreign }: TableUses): RepoPath {
  return (foreign.writes[0] ?? foreign.reads[0] ?? writes[0] ?? reads[0])!.access.file
}

function byFile<T>(all: T[], fileOf: (one: T) => RepoPath): Map<RepoPath, T[]> {
  const found = new Map<RepoPath, T[]>()
  for (const one of all) found.set(fileOf(one), [...(found.get(fileOf(one)) ?? []), one])
  return found
}
