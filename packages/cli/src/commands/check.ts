import type { Examination, Finding } from '@bulkhead/analysis'
import { decide, harmless, written, type DrawnMap, type Format, type ReportOptions, type Since, type Verdict } from '@bulkhead/gate/findings'
import { FAILED, NO_VERDICT, PASSED } from '../exit-codes.js'
import { openRepository } from '../repository.js'
import { inCi } from '../terminal/ci.js'
import { wantsColor } from '../terminal/color.js'
import { dayOf } from '../old-code/day.js'
import { settle } from '../old-code/settle.js'
import type { Staged } from '../old-code/staged.js'
import { fresh, type Source } from '../source.js'
import { appendToJobSummary, deliver } from '../terminal/deliver.js'
import { showProgress } from '../terminal/progress.js'
import { manifest } from '../manifest.js'
import { Trouble } from '../trouble.js'
import type { Engine } from '../engine.js'
import { look, type Looked, type LookOptions } from '../memory/look.js'

/** The options of `bulkhead check`. */
export interface CheckOptions extends LookOptions {
  format: Format
  output?: string
  /** Also append the verdict to the summary of the job that this runs in. */
  jobSummary?: boolean
  /** What findings stand under in the text. */
  groupBy: 'owner' | 'service' | 'cause'
  /** Apply what findings suggest before judging. */
  fixSuggestions?: boolean
  /** The day on which it is judged, as `2027-01-31`; absent: today. */
  asOf?: string
  /** Show what is new against this commit. */
  since?: string
  /** Judge what is about to be committed, and show what it has to do with. */
  staged?: boolean
  /** Ask the process that stays. */
  resident?: boolean
}

/** Judges a repository, delivers the report, and answers with the exit code. */
export async function check(directory: string, options: CheckOptions, source: Source = fresh): Promise<number> {
  const day = dayOf(options.asOf)
  const progress = showProgress('Examining')
  let staged: Staged | undefined
  try {
    if (options.resident && (options.fixSuggestions || options.merge || !options.cache)) throw new Trouble('--resident goes neither with --fix-suggestions nor with --merge nor with --no-cache.', 'Leave one of them out: what stays open is the repository as it is, judged whole, and is remembered.')
    staged = options.staged ? await stagedOf(directory, options, source) : undefined
    const [folder, how] = staged ? [staged.folder, { ...options, config: undefined, ...staged.options }] : [directory, options]
    const looked = await look(folder, how, progress.update, options.fixSuggestions ? await mended(directory, options) : await source.opened?.(folder, how))
    const { rules } = looked
    const settled = await looked.ask(of => settle(looked.examination, of, day))
    const { examination, agreed } = staged ? await aboutStaged(staged, settled, await looked.open()) : settled
    const verdict = decide(examination, rules, agreed)
    const held = options.since === undefined ? undefined : await heldAgainst(options.since, looked, [...examination.findings, ...agreed.baselined, ...agreed.waived.map(({ finding }) => finding)], options)
    const map = options.format === 'html' ? await drawn(await looked.open(), looked.examination) : undefined
    progress.stop()
    const report = { examination, verdict, agreed, rules, day, ...(map && { map }), ...(held && { since: held }) }
    await deliver(written(options.format, report, appearance(looked, options)), options.output)
    if (options.jobSummary) await appendToJobSummary(written('markdown', report, appearance(looked, options)))
    await looked.keep()
    await staged?.keep(looked.examination, await looked.open())
    return concluded(verdict, examination, options)
  } finally {
    progress.stop()
    staged?.remove()
  }
}

/** What is staged, where that can be asked beside the other options. */
async function stagedOf(directory: string, options: CheckOptions, source: Source): Promise<Staged> {
  if (options.since !== undefined || options.fixSuggestions || options.merge) throw new Trouble('--staged goes neither with --since nor with --fix-suggestions nor with --merge.', 'Leave one of them out: --staged compares with the last commit by itself, and only what is staged is looked at.')
  return source.stage(directory, options)
}

/** A commit is stopped by what it has to do with. That an old finding has gone is for the whole repository to say. */
async function aboutStaged(staged: Staged, { examination, agreed }: Awaited<ReturnType<typeof settle>>, engine: Engine): ReturnType<typeof settle> {
  return { examination: { ...examination, findings: await staged.touched(examination.findings, engine) }, agreed: { ...agreed, upkeep: [] } }
}

/** What is new against a commit. */
async function heldAgainst(ref: string, { root, ask, open }: Looked, findings: readonly Finding[], options: CheckOptions): Promise<Since> {
  const { since } = await import('../old-code/past.js')
  return ask(of => since(ref, root, findings, { ...of, another: async other => (await open()).another(other) }, options))
}

/** The map of what was examined, for a report that has room for it. */
async function drawn({ map }: Engine, seen: Examination): Promise<DrawnMap> {
  const { drawnMap } = await import('../map/in-report.js')
  return drawnMap(map(() => {}, seen))
}

/** The engine on the repository as it is after everything that was suggested has been written. */
async function mended(directory: string, options: CheckOptions): Promise<Engine> {
  const { applySuggestions } = await import('../suggestions.js')
  const before = await openRepository(directory, options)
  const { files, edits } = applySuggestions(before.workspace, before.examine(() => {}).findings)
  process.stderr.write(edits === 0 ? 'Nothing is suggested.\n' : `Applied ${edits} ${edits === 1 ? 'suggestion' : 'suggestions'} in ${files} ${files === 1 ? 'file' : 'files'}. Look at each: a limit has to fit its call, and a key is yours to fill in.\n`)
  return edits === 0 ? before : openRepository(directory, options)
}

function appearance({ read }: Looked, { output, groupBy }: CheckOptions): ReportOptions {
  return { version: manifest().version, color: output === undefined && wantsColor(process.stdout, process.env), read, groupBy }
}

function concluded(verdict: Verdict, { files }: Examination, { format, output }: CheckOptions): number {
  if (verdict.passed && !verdict.judged) return nothingJudged(files.total)
  if (output !== undefined) process.stderr.write(`The gate ${verdict.passed ? 'passes' : 'fails'}. The ${format} report is in ${harmless(output)}.\n`)
  return verdict.passed ? PASSED : FAILED
}

/** Nobody reads a warning on a green build: where this runs unattended, seeing nothing must not look like finding nothing. */
function nothingJudged(files: number): number {
  process.stderr.write(`NOT JUDGED: of ${files} ${files === 1 ? 'file' : 'files'}, none that runs on a server could be looked at.\n`)
  process.stderr.write('Pass the folder of the backend, or name its files under `scopes.production`; `bulkhead explain <file>` tells what a file is taken for.\n')
  return inCi(process.env) ? NO_VERDICT : PASSED
}
