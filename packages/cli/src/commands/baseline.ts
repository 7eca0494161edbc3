import type { Finding } from '@bulkhead/analysis'
import { harmless, printed, waive, type Compared, type Entry } from '@bulkhead/gate'
import { readWaivers } from '@bulkhead/workspace'
import type { Engine } from '../engine.js'
import { FAILED, PASSED } from '../exit-codes.js'
import { dayOf } from '../old-code/day.js'
import { heldAgainst, waivable } from '../old-code/settle.js'
import { FOLDER, readBaseline, writeBaseline } from '../old-code/store.js'
import { openRepository, type RepositoryOptions } from '../repository.js'
import { showProgress } from '../terminal/progress.js'

/** The options of `bulkhead baseline`. */
export interface BaselineOptions extends RepositoryOptions {
  /** Take new findings into a baseline that is there. */
  accept?: boolean
  asOf?: string
}

const SHOWN = 20

/** Writes what is found today as what was there before; a baseline that is there only shrinks, unless it is to grow. */
export async function baseline(directory: string, options: BaselineOptions): Promise<number> {
  const progress = showProgress('Examining')
  try {
    const engine = await openRepository(directory, options)
    const { root, config } = engine.workspace
    const examination = engine.examine(progress.update)
    const before = readBaseline(root)
    const { known, fresh: unknown, stale } = await heldAgainst(before ?? [], examination, engine)
    const fresh = notWaived(unknown, engine, dayOf(options.asOf))
    progress.stop()
    const never = new Set(config.baseline.never)
    const refused = fresh.filter(({ finding }) => never.has(finding.rule))
    const addable = fresh.filter(({ finding }) => !never.has(finding.rule))
    const grows = before === undefined || options.accept === true
    writeBaseline(root, [...known, ...(grows ? addable : [])].map(({ finding, entry }) => ({ entry, service: finding.service })))
    say(before === undefined ? `Wrote ${many(addable.length, 'finding')} to ${FOLDER}. Commit it: from now on only what is new fails the gate.`
      : `${FOLDER}: ${many(known.length, 'finding')} kept, ${stale.length} taken out, ${grows ? addable.length : 0} added.`)
    if (refused.length > 0) say(`${many(refused.length, 'finding')} of rules that are never baselined still ${refused.length === 1 ? 'fails' : 'fail'} (${[...new Set(refused.map(({ finding }) => finding.rule))].sort().join(', ')}).`)
    return grows || addable.length === 0 ? PASSED : refuseGrowth(addable)
  } finally {
    progress.stop()
  }
}

/** What is waived is written down already. */
function notWaived(fresh: Compared['fresh'], engine: Engine, day: string): Compared['fresh'] {
  const { waived } = waive({ open: fresh.map(({ finding }) => finding), baselined: [], suppressed: [] }, readWaivers(engine.workspace, waivable(engine)), day)
  return fresh.filter(({ finding }) => !waived.some(one => one.finding === finding))
}

function refuseGrowth(addable: readonly { finding: Finding; entry: Entry }[]): number {
  say(`${many(addable.length, 'finding')} ${addable.length === 1 ? 'is' : 'are'} not in the baseline, and ${addable.length === 1 ? 'was' : 'were'} not added:`)
  for (const { finding, entry } of addable.slice(0, SHOWN)) say(`  ${finding.file}:${finding.line}:${finding.column}  ${printed(entry)}`)
  if (addable.length > SHOWN) say(`  and ${addable.length - SHOWN} more`)
  say('Mend them, or run `bulkhead baseline --accept` to let the baseline grow on purpose.')
  return FAILED
}

const many = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`

const say = (line: string): void => { process.stderr.write(`${harmless(line)}\n`) }
