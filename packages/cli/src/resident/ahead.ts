import { watch, type FSWatcher } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { look, type LookOptions } from '../memory/look.js'
import { gitIn } from '../old-code/git.js'
import type { Source } from '../source.js'
import type { Caller } from './messages.js'

/** So long after a change of git's index, in milliseconds, it is looked at: git may be about to change it again. */
const SETTLES = 50

/** A question about what is staged, as it was asked last. */
export interface StagedQuestion {
  directory: string
  options: LookOptions
  caller: Caller
}

/** Looks at what is staged as soon as git's index changes, because whoever stages commits next, and a hook is waited for. */
export class Ahead {
  private last: StagedQuestion | undefined
  private watched: { index: string; watcher: FSWatcher } | undefined
  private timer: NodeJS.Timeout | undefined

  /** `begin`: told when there is something to look at. */
  constructor(private readonly begin: (question: StagedQuestion) => void) {}

  /** From now on it is looked at as this asks. */
  async follow(question: StagedQuestion): Promise<void> {
    this.last = question
    try {
      const root = resolve(question.directory)
      const index = resolve(root, (await gitIn(root).raw('rev-parse', '--git-path', 'index')).trim())
      if (this.watched?.index === index) return
      this.watched?.watcher.close()
      this.watched = { index, watcher: watch(dirname(index), { persistent: false }, (_, name) => { if (name === basename(index)) this.later() }) }
      this.watched.watcher.on('error', () => {})
    } catch {
      // Nothing to watch, or too much is watched already: then it is looked at when somebody asks.
    }
  }

  private later(): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => { if (this.last) this.begin(this.last) }, SETTLES)
  }
}

/** Does what a check of what is staged does, but for telling anybody. */
export async function lookAtStaged({ directory, options }: StagedQuestion, source: Required<Source>): Promise<void> {
  const staged = await source.stage(directory, options)
  const how = { ...options, config: undefined, ...staged.options }
  const looked = await look(staged.folder, how, () => {}, await source.opened(staged.folder, how))
  await staged.touched(looked.examination.findings, await looked.open())
}
