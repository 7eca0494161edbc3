import { existsSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { proposeConfig } from '@bulkhead/workspace'
import { PASSED } from '../exit-codes.js'
import { detect } from '../init/detect.js'
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
}

const FILE = 'bulkhead.config.mjs'
const TAKEN = ['ts', 'mts', 'js', 'mjs', 'cjs', 'json'].map(extension => `bulkhead.config.${extension}`)

/**
 * Plans what a repository needs to work with Bulkhead, shows the plan, and does what is agreed to. Where nobody can be asked, only the configuration
 * of Bulkhead is written; what is there already is never written over.
 */
export async function init(directory: string, { dryRun = false, yes = false }: InitOptions): Promise<number> {
  const root = resolve(directory)
  const plan = await planFor(directory, root)
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

async function planFor(directory: string, root: string): Promise<Plan> {
  const taken = TAKEN.find(name => existsSync(join(root, name)))
  const own = taken === undefined ? [await configuration(directory)] : []
  const setting = detect(root)
  const around = await planAround(root, setting)
  return { found: [...(taken === undefined ? [] : [['Bulkhead', `${taken} is there already, and is left as it is`] as [string, string]]), ...foundIn(setting)], steps: [...own, ...around.steps], left: around.left }
}

async function configuration(directory: string): Promise<Step> {
  const { workspace } = await openRepository(directory, { configExecution: false })
  return { file: FILE, does: 'the service map that was inferred, to be corrected', text: proposeConfig(workspace), own: true }
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
    ...written.length > 0 ? [`Wrote ${written.join(' and ')}. Read it, correct what is wrong, and run bulkhead check; \`bulkhead explain <file>\` tells what a file is taken for.`] : [],
    ...edited.length > 0 ? [`Changed ${edited.join(' and ')}; \`git checkout -- ${edited.join(' ')}\` undoes it.`] : [],
    ...others > 0 ? [`${others} more of the plan ${others === 1 ? 'was' : 'were'} not done; \`bulkhead init --yes\` does all of it.`] : [],
    '',
  ].join('\n')
}
