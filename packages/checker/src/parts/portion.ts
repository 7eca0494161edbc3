import type { Rule } from '@bulkhead/analysis'
import { isInside, type RepoPath } from '@bulkhead/workspace'

/** What of a check one part of it judges: the nth of so many shards, or what lies in a folder. */
export type Portion = { shard: number; of: number } | { folder: RepoPath }

/** Tells whether a rule's answers of a file belong to a portion. Asked in the same way by who judges it and by who puts the parts together. */
export class Dealt {
  private readonly files: ReadonlySet<RepoPath>
  private readonly whole: Record<NonNullable<Rule['whole']>, boolean>

  /** `files`: all that a check judges, in its order. */
  constructor(portion: Portion, files: readonly RepoPath[]) {
    // Neighbours stay together: they lead to the same code.
    const [from, to] = 'folder' in portion ? [0, 0] : [portion.shard - 1, portion.shard].map(n => Math.floor(files.length * n / portion.of))
    this.files = new Set('folder' in portion ? files.filter(file => isInside(file, portion.folder)) : files.slice(from, to))
    // What takes the whole repository to find out is found out once: by one of the last shards, and in no folder.
    const [tables, services] = 'folder' in portion ? [false, false] : [portion.shard === portion.of, portion.shard === Math.max(1, portion.of - 1)]
    this.whole = { tables, services }
  }

  holds(rule: Rule, file: RepoPath): boolean {
    return rule.whole ? this.whole[rule.whole] : this.files.has(file)
  }
}
