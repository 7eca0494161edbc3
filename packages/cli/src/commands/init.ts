import { existsSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { proposeConfig } from '@bulkhead/workspace'
import { PASSED } from '../exit-codes.js'
import { detect } from '../init/detect.js'
import { configurationOf, sourcesIn, takenFrom, type Source, type SourceName } from '../init/from/index.js'
import { planAround, type Plan, type Step } from '../init/plan.js'
import { foundIn, planInWords } from '../init/words.js'
import { gitIn } from '../old-code/git.js'
import { openRepository } from '../repository.js'
import { Trouble } from '../trouble.js'

/** The options of `bulkhead init`. */
export interface InitOptions {
  dryRun?: boolean
  /** Do all of the plan without asking. */
  yes?: boolean
  /** The tool whose configuration is taken over, in place of what would be inferred. */
  from?: SourceName
}

const FILE = 'bulkhead.config.mjs'
const TAKEN = ['ts', 'mts', 'js', 'mjs', 'cjs', 'json'].map(extension => `bulkhead.config.${extension}`)

/**
 * Plans what a repository needs to work with Bulkhead, shows the plan, and does what is agreed to. Where nobody can be asked, only the configuration
 * of Bulkhead is written; what is there already is never written over.
 */
export async function init(directory: string, { dryRun = false, yes = false, from }: InitOptions): Promise<number> {
  const root = resolve(directory)
  const plan = await planFor(directory, root, from)
  if (dryRun) {
    process.stdout.write(planInWords(plan))
    return PASSED
  }
  process.stderr.write(planInWords(plan))
  const agreed = yes ? plan.steps : canBeAsked() ? await agreedTo(plan.steps) : plan.steps.filter(({ own }) => own)
  await refuseUnsaved(root, agreed)
  for (const { file, text, before } of agreed) writeFileSync(join(root, file), text, { flag: before === undefined ? 'wx' : 'w' })
  process.stderr.write(done(agreed, plan.steps.length - agreed.length))
  return PASSED
}

async function planFor(directory: string, root: string, from: SourceName | undefined): Promise<Plan> {
  const taken = TAKEN.find(name => existsSync(join(root, name)))
  if (taken !== undefined && from !== undefined) throw new Trouble(`${taken} is there already, and is not written over.`, `Move it away, run bulkhead init --from ${from}, and put the two together by hand.`)
  const sources = sourcesIn(root)
  const own = taken === undefined ? await configuration(directory, root, from === undefined ? undefined : sourceNamed(from, sources)) : undefined
  const setting = detect(root)
  const around = await planAround(root, setting)
  const others: Plan['found'] = sources.map(({ name, file }) => ['boundaries', `${file}${taken !== undefined || from === name ? '' : `, which bulkhead init --from ${name} takes over`}`])
  return {
    found: [...(taken === undefined ? [] : [['Bulkhead', `${taken} is there already, and is left as it is`] as [string, string]]), ...foundIn(setting), ...others],
    steps: [...(own ? [own.step] : []), ...around.steps],
    left: [...(own?.left ?? []), ...around.left],
  }
}

function sourceNamed(name: SourceName, sources: readonly Source[]): Source {
  const source = sources.find(one => one.name === name)
  if (source === undefined) throw new Trouble(`There is no configuration of ${name} in this folder that says who may depend on whom.`, `Those that can be taken over: ${sources.map(one => `${one.name} (${one.file})`).join(', ') || 'none was found'}.`)
  return source
}

async function configuration(directory: string, root: string, source: Source | undefined): Promise<{ step: Step; left: string[] }> {
  const { workspace } = await openRepository(directory, { configExecution: false })
  if (source === undefined) return { step: { file: FILE, does: 'the service map that was inferred, to be corrected', text: proposeConfig(workspace), own: true }, left: [] }
  const over = await takenFrom(source, root, workspace)
  return {
    step: { file: FILE, does: `what ${source.file} says of boundaries, to be corrected`, text: configurationOf(over, source.file), own: true },
    left: over.left.map(one => `Not taken over from ${source.file}: ${one}`),
  }
}

function canBeAsked(): boolean {
  return process.stdin.isTTY && process.stdout.isTTY
}

async function agreedTo(steps: readonly Step[]): Promise<Step[]> {
  const { confirm, isCancel } = await import('@clack/prompts')
  const agreed: Step[] = []
  for (const step of steps) {
    const answer = await confirm({ message: `${step.before === undefined ? 'Write' : 'Edit'} ${step.file}?` })
    if (isCancel(answer)) throw new Trouble('It was stopped, and nothing was written.', 'Run it again when it suits.')
    if (answer) agreed.push(step)
  }
  return agreed
}

/** What is changed can be undone by git, so it has to be in git as it is. */
async function refuseUnsaved(root: string, steps: readonly Step[]): Promise<void> {
  const edited = steps.filter(({ before }) => before !== undefined).map(({ file }) => file)
  if (edited.length === 0) return
  const git = gitIn(root)
  if (!await git.checkIsRepo()) throw new Trouble(`${edited.join(', ')} cannot be changed back, because this is no repository of git, and nothing was written.`, 'Run git init and commit first; or make the change by hand, as bulkhead init --dry-run shows it.')
  const unsaved = (await git.raw(['status', '--porcelain', '--', ...edited])).trim()
  if (unsaved !== '') throw new Trouble(`${edited.join(', ')} holds what is not committed, and nothing was written.`, 'Commit or stash it first, so that git can undo what init does.')
}

function done(steps: readonly Step[], others: number): string {
  const written = steps.filter(({ before }) => before === undefined).map(({ file }) => file)
  const edited = steps.filter(({ before }) => before !== undefined).map(({ file }) => file)
  return [
    ...written.length > 0 ? [`Wrote ${written.join(' and ')}. Read, correct what is wrong, and run bulkhead check; \`bulkhead explain <file>\` tells what a file is taken for.`] : [],
    ...edited.length > 0 ? [`Changed ${edited.join(' and ')}; \`git checkout -- ${edited.join(' ')}\` undoes it.`] : [],
    ...others > 0 ? [`${others} more of the plan ${others === 1 ? 'was' : 'were'} not done; \`bulkhead init --yes\` does all of it.`] : [],
    '',
  ].join('\n')
}
