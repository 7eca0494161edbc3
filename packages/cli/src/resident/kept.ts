import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve, sep } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Finding } from '@bulkhead/analysis'
import { KeptChecker, type Checker, type CheckerOptions } from '@bulkhead/checker'
import type { SimpleGit } from 'simple-git'
import { engineOn, type Engine } from '../engine.js'
import { freshBeside, indexOf, linkInstalled, openPast, type Now, type Past } from '../old-code/past.js'
import type { LookOptions } from '../memory/look.js'
import { stage, type Desk, type Staged } from '../old-code/staged.js'
import { openRepository, type RepositoryOptions } from '../repository.js'
import type { Source } from '../source.js'
import { Copy } from './copy.js'
import { Memory } from './memory.js'

/** A repository that is open. */
interface Opened {
  /** How it was opened. */
  as: string
  kept: KeptChecker
  memory: Memory
  checker?: Checker
}

/** As long a file's time may be behind the clock, in milliseconds: what is looked at later need not be looked at twice. */
const SETTLED = 25

/** Brings a copy up to date, and waits where all of it was written just now. */
async function written(copy: Copy, git: SimpleGit, top: string): Promise<void> {
  if (await copy.follow(git, top)) await pause(SETTLED)
}

/** A repository that stays open: its work tree, what is staged in it, and its last commit. */
export class KeptRepository implements Source {
  private readonly states = new Map<string, Opened>()
  private readonly parent = mkdtempSync(join(tmpdir(), 'bulkhead-kept-'))
  private readonly copies = new Map<string, Copy>()
  private commit = ''

  readonly opened = (directory: string, options: RepositoryOptions): Promise<Engine> => openRepository(directory, options, { another: wanted => this.engine(wanted) })

  /** What was asked last about what is staged. */
  staged: { directory: string; options: LookOptions } | undefined

  readonly stage = (directory: string, options: LookOptions): Promise<Staged> => {
    this.staged = { directory: resolve(directory), options }
    return stage(directory, options, this.desk(options))
  }

  private desk(options: RepositoryOptions): Desk {
    return {
      write: async (index, top) => {
        const copy = this.copy('staged', basename(top) || 'repository')
        await written(copy, index, top)
        return copy.folder
      },
      fresh: (past, findings, now) => this.fresh(past, findings, now, options),
      remove: () => {},
    }
  }

  /** Removes what was written. */
  dismiss(): void {
    rmSync(this.parent, { recursive: true, force: true })
  }

  private async engine(options: CheckerOptions): Promise<Engine> {
    const as = JSON.stringify([options.config, options.allowConfigExecution])
    let opened = this.states.get(options.root)
    if (opened?.as !== as) this.states.set(options.root, (opened = { as, kept: new KeptChecker(options), memory: new Memory() }))
    const beside = [...this.states.values()].find(other => other !== opened && other.checker)?.checker
    // Nobody else writes there.
    const among = [...this.copies.values()].find(({ folder }) => options.root === folder || options.root.startsWith(folder + sep))?.touchedBelow(options.root)
    opened.checker = opened.kept.current({ ...(beside && { beside }), ...(among && { among }) })
    return engineOn(opened.checker, opened.memory)
  }

  private async fresh({ root, commit, renamed }: Past, findings: readonly Finding[], now: Now, options: RepositoryOptions): Promise<ReadonlySet<Finding>> {
    const copy = this.copy('past', basename(root) || 'repository')
    if (this.commit !== commit) {
      this.commit = ''
      const index = await indexOf(root, commit, join(this.parent, 'index'))
      if (index) await written(copy, index.git, index.top); else copy.clear()
      mkdirSync(copy.folder, { recursive: true })
      linkInstalled(root, copy.folder)
      this.commit = commit
    }
    const then = await openPast(copy.folder, commit, root, options, { another: wanted => this.engine(wanted) })
    return freshBeside(then, renamed, findings, now)
  }

  private copy(of: string, name: string): Copy {
    const folder = join(this.parent, of, name)
    const known = this.copies.get(folder)
    if (known) return known
    const copy = new Copy(folder)
    this.copies.set(folder, copy)
    return copy
  }
}
