import { createChecker } from './checker.js'
import type { Checker, CheckerOptions } from './door.js'
import { today } from './today.js'

/** A repository that stays open while it changes on the disk: what it answers is what a checker would that was opened for the question. */
export class KeptChecker {
  private checker: Checker | undefined
  private opened = ''

  constructor(private readonly options: CheckerOptions) {}

  /**
   * The checker after it has taken notice of what has changed, which may be a new one. `beside`: one of another state of the repository, from which a first one takes over what is the same;
   * `among`: the only paths at which something may have changed; `but`: one whose text is known from elsewhere.
   */
  current({ beside, among, but }: { beside?: Checker; among?: Iterable<string>; but?: string } = {}): Checker {
    return this.caughtUp(among, but) ?? this.anew(beside)
  }

  private caughtUp(among: Iterable<string> | undefined, but: string | undefined): Checker | undefined {
    // What is due on a day is known from when it was opened.
    if (!this.checker || this.opened !== today()) return undefined
    const { texts, outline } = this.checker.workspace.changes(among)
    if (outline) return undefined
    this.checker.changed(texts.filter(path => path !== but))
    return this.checker
  }

  private anew(beside: Checker | undefined): Checker {
    const before = this.checker ?? beside
    // What cannot be opened is not answered for by what it was.
    this.checker = undefined
    this.opened = today()
    return (this.checker = createChecker({ ...this.options, stays: true, ...(before && { before }) }))
  }
}
