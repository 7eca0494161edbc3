import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Finding } from '@bulkhead/analysis'
import { KeptChecker, type Checker, type CheckerOptions } from '@bulkhead/checker'

/** After a pause like this somebody edits, and may have done more than ESLint was told of. A run over many files makes none. */
const PAUSE = 1000

/** A file system may be a little behind the clock. */
const BEHIND = 20

/** A repository as an editor has it open, for a day: what changes on the disk in the meantime counts as it would in a new process. */
export class Repository {
  private readonly kept: KeptChecker
  private checker: Checker
  private files: ReadonlySet<string>
  /** When the disk was last looked at, and when a question was last answered: in milliseconds. */
  private looked = Date.now()
  private answered = 0

  constructor(options: CheckerOptions) {
    this.kept = new KeptChecker(options)
    this.checker = this.kept.current()
    this.files = new Set(this.checker.workspace.files())
  }

  /** The findings whose cause is in one file, as its text now is. */
  check(path: string, text: string): Finding[] {
    // What is not among the files was made since then, or left out on purpose.
    if (this.files.has(path) ? this.answered !== 0 && Date.now() - this.answered >= PAUSE : this.isNew(path)) this.catchUp(path)
    const findings = this.checker.check(path, text)
    this.answered = Date.now()
    return findings
  }

  private isNew(path: string): boolean {
    const time = statSync(join(this.checker.workspace.root, path), { throwIfNoEntry: false })?.ctimeMs
    return time !== undefined && time >= this.looked - BEHIND
  }

  private catchUp(path: string): void {
    this.looked = Date.now()
    const checker = this.kept.current({ but: path })
    if (checker === this.checker) return
    this.checker = checker
    this.files = new Set(checker.workspace.files())
  }
}
