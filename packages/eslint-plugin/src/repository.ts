import type { Finding } from '@bulkhead/analysis'
import { createChecker, type Checker, type CheckerOptions } from '@bulkhead/checker'
import { changesSince, isNewerThan } from './changes.js'

/** After a pause like this somebody edits, and may have done more than ESLint was told of. A run over many files makes none. */
const PAUSE = 1000

/** A repository as an editor has it open, for a day: what changes on the disk in the meantime counts as it would in a new process. */
export class Repository {
  private checker!: Checker
  private files!: ReadonlySet<string>
  /** When the disk was last looked at, and when a question was last answered: in milliseconds. */
  private since!: number
  private answered = 0

  constructor(private readonly options: CheckerOptions) {
    this.open()
  }

  /** The findings whose cause is in one file, as its text now is. */
  check(path: string, text: string): Finding[] {
    this.catchUp(path)
    const findings = this.checker.check(path, text)
    this.answered = Date.now()
    return findings
  }

  private open(): void {
    this.since = Date.now()
    this.checker = createChecker(this.options)
    this.files = new Set(this.checker.workspace.files())
  }

  private catchUp(path: string): void {
    const { workspace } = this.checker
    if (!this.files.has(path)) {
      // Made since then, or left out on purpose.
      if (isNewerThan(this.since, workspace.root, path)) this.open()
      return
    }
    const now = Date.now()
    if (this.answered === 0 || now - this.answered < PAUSE) return
    const { texts, outline } = changesSince(this.since, workspace.root, this.files, workspace.packages.map(p => p.directory))
    if (outline) return this.open()
    this.since = now
    this.checker.changed(texts.filter(changed => changed !== path))
  }
}
