import { lstatSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, relative, resolve } from 'node:path'
import type { Finding } from '@bulkhead/analysis'
import { newSince, type Since } from '@bulkhead/gate/findings'
import { outlineOf, type Outline } from '@bulkhead/workspace/outline'
import type { SimpleGit } from 'simple-git'
import type { Engine } from '../engine.js'
import { keptOf, thenOf, Trees, type Then } from '../memory/trees.js'
import { asked, isA, openRepository, type RepositoryOptions } from '../repository.js'
import { Trouble } from '../trouble.js'
import { gitIn } from './git.js'
import { renamedSince } from './renames.js'
import { writeIndex, type Alike } from './write-index.js'

/** What findings are held against. */
export interface Past {
  /** Where git is asked. */
  root: string
  commit: string
  /** Where files are that were moved since, by their old paths. */
  renamed: ReadonlyMap<string, string>
  /** Where most of it lies as it was. */
  alike?: Alike
}

/** The repository as it is now, that another state of it is held against. */
export type Now = Pick<Engine, 'identify' | 'declares' | 'another'>

/** How to look at the past. */
export interface PastOptions extends RepositoryOptions {
  /** False with `--no-cache`. */
  cache?: boolean
}

/** Holds findings against the repository as it was where the branch left a ref. */
export async function since(ref: string, root: string, findings: readonly Finding[], now: Now, options: PastOptions): Promise<Since> {
  const commit = await commonCommit(root, ref)
  return { ref, commit, fresh: await freshSince({ root, commit, renamed: await renamedSince(root, commit) }, findings, now, options) }
}

/** The findings that a commit does not have: it is examined with the code, the configuration and the models of then. */
export async function freshSince(past: Past, findings: readonly Finding[], now: Now, options: PastOptions): Promise<ReadonlySet<Finding>> {
  const { identify, declares } = now
  return newSince({ findings, identify }, await thenAt(past, now, options), { renamed: past.renamed, declares })
}

/** What a commit holds: as it is remembered by its tree, else examined in a folder that is gone afterwards. */
async function thenAt({ root, commit, alike }: Past, now: Now, options: PastOptions): Promise<Then> {
  const trees = await Trees.of(root, options)
  const tree = await trees?.at(commit)
  const takesConfig = tree !== undefined && await trees!.takesConfig(tree)
  const known = tree === undefined || takesConfig ? undefined : await trees!.known(tree)
  if (known) return known
  const parent = mkdtempSync(join(tmpdir(), 'bulkhead-past-'))
  try {
    const folder = await checkedOut(root, commit, parent, alike)
    const { root: at, config, allowConfigExecution } = asked(folder, optionsIn(folder, root, options))
    const outline = takesConfig ? told(commit, () => outlineOf({ root: at, configFile: config, allowConfigExecution })) : undefined
    const before = outline && await trees!.known(tree!, outline.config)
    if (before) return before
    const then = await openPast(folder, commit, root, options, now, outline)
    const { findings, notJudged } = then.examine(() => {})
    if (tree !== undefined) await trees!.keep(tree, { findings, notJudged }, then)
    return thenOf(keptOf(findings, then.identify))
  } finally {
    rmSync(parent, { recursive: true, force: true })
  }
}

/** The findings that an earlier state does not have. */
export function freshBeside(then: Engine, renamed: Past['renamed'], findings: readonly Finding[], { identify, declares }: Now): ReadonlySet<Finding> {
  return newSince({ findings, identify }, { findings: then.examine(() => {}).findings, identify: then.identify }, { renamed, declares })
}

/** Where the branch left a ref: what came to the other side after that is not new here. */
async function commonCommit(root: string, ref: string): Promise<string> {
  const git = gitIn(root)
  const ask = (...args: string[]): Promise<string> => git.raw(...args).then(said => said.trim(), () => '')
  const commit = await ask('rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`)
  if (commit === '') throw new Trouble(`git knows no commit ${ref} here.`, 'Pass a commit, a branch or a tag that has been fetched: --since origin/main. A shallow clone holds few of them.')
  return await ask('merge-base', commit, 'HEAD') || commit
}

/** Writes a folder as it was into another one; the index and the work tree of the repository stay as they are. */
async function checkedOut(root: string, commit: string, parent: string, alike: Alike | undefined): Promise<string> {
  // What is called after its folder has to be called the same.
  const folder = join(parent, 'tree', basename(root) || 'repository')
  mkdirSync(folder, { recursive: true })
  const index = await indexOf(root, commit, join(parent, 'index'))
  if (index) await writeIndex(index.git, folder, alike)
  linkInstalled(root, folder)
  return folder
}

/** git at the top of the repository, with an index of its own that holds a folder as it was; undefined where the folder was not there yet. */
export async function indexOf(root: string, commit: string, index: string): Promise<{ git: SimpleGit; top: string } | undefined> {
  const top = (await gitIn(root).raw('rev-parse', '--show-toplevel')).trim()
  const prefix = (await gitIn(root).raw('rev-parse', '--show-prefix')).trim().replace(/\/$/, '')
  const git = gitIn(top, index)
  return git.raw('read-tree', `${commit}:${prefix}`).then(() => ({ git, top }), () => undefined)
}

/** A configuration in JavaScript may import what is installed. */
export function linkInstalled(root: string, folder: string): void {
  if (isA('directory', join(root, 'node_modules')) && !lstatSync(join(folder, 'node_modules'), { throwIfNoEntry: false })) symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir')
}

/** The same options for a copy of a repository, whose configuration lies in the copy. */
export function optionsIn(folder: string, root: string, { config, ...options }: RepositoryOptions): RepositoryOptions {
  const named = config === undefined ? undefined : resolve(folder, relative(root, resolve(config)))
  return { ...options, ...(named !== undefined && isA('file', named) && { config: named }) }
}

/** The engine on a commit that was written into a folder. */
export async function openPast(folder: string, commit: string, root: string, options: RepositoryOptions, now: Pick<Engine, 'another'>, outline?: Outline): Promise<Engine> {
  return openRepository(folder, optionsIn(folder, root, options), now, outline).catch((error: unknown) => told(commit, () => { throw error }))
}

/** Says of which commit it was that something went wrong. */
function told<T>(commit: string, look: () => T): T {
  try {
    return look()
  } catch (error) {
    throw new Trouble(`The repository as it was at ${commit.slice(0, 8)} cannot be examined: ${(error as Error).message}`, 'Pass a later commit to --since, or leave it out.')
  }
}
