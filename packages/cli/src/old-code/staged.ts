import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import type { Finding } from '@bulkhead/analysis'
import type { RepoPath } from '@bulkhead/workspace'
import type { SimpleGit } from 'simple-git'
import type { Engine } from '../engine.js'
import type { RepositoryOptions } from '../repository.js'
import { Trouble } from '../trouble.js'
import { gitIn } from './git.js'
import { freshSince, linkInstalled, optionsIn } from './past.js'
import { writeIndex } from './write-index.js'

/** What is about to be committed, as a folder of its own: the work tree may hold something else. */
export interface Staged {
  folder: string
  /** The repository's options for that folder. */
  options: RepositoryOptions
  /** Those that differ from the last commit. */
  files: ReadonlySet<RepoPath>
  /** The findings that the change has to do with: in what is staged, through it, or not there before. */
  touched: (findings: readonly Finding[], engine: Engine) => Promise<Finding[]>
  remove: () => void
}

/** Writes the index of git into a folder. Neither the index nor the work tree is changed. */
export async function stage(directory: string, options: RepositoryOptions): Promise<Staged> {
  const root = resolve(directory)
  const parent = mkdtempSync(join(tmpdir(), 'bulkhead-staged-'))
  const remove = (): void => rmSync(parent, { recursive: true, force: true })
  try {
    // While a part of the work tree is committed, git has an index for that commit alone.
    const given = process.env['GIT_INDEX_FILE']
    const top = (await gitIn(root).raw('rev-parse', '--show-toplevel')).trim()
    const index = given === undefined ? undefined : resolve(top, given)
    const git = gitIn(root, index)
    const prefix = (await git.raw('rev-parse', '--show-prefix')).trim().replace(/\/$/, '')
    const tree = join(parent, basename(top) || 'repository')
    const whole = gitIn(top, index)
    await writeIndex(whole, tree, { folder: top, but: namesIn(await whole.raw('diff-files', '--name-only', '-z')) })
    const folder = join(tree, prefix)
    mkdirSync(folder, { recursive: true })
    linkInstalled(root, folder)
    const head = await git.raw('rev-parse', '--verify', '--quiet', 'HEAD').then(said => said.trim(), () => '')
    const files = namesIn(await stagedFiles(git, head))
    const touched = async (findings: readonly Finding[], engine: Engine): Promise<Finding[]> => {
      const near = (finding: Finding): boolean => [finding, ...finding.related].some(({ file }) => files.has(file))
      const far = findings.filter(finding => !near(finding))
      // What the change brings about without being in it can only be told from how it was. What was moved is staged, and near.
      const fresh = far.length === 0 || head === '' ? new Set(head === '' ? far : []) : await freshSince({ root, commit: head, renamed: new Map(), alike: { folder, but: files } }, findings, engine, options)
      return findings.filter(finding => near(finding) || fresh.has(finding))
    }
    return { folder, options: optionsIn(folder, root, options), files, touched, remove }
  } catch (error) {
    remove()
    throw new Trouble(`What is staged in ${directory} cannot be read: ${(error as Error).message.trim()}`, 'Run --staged inside a git repository, or leave it out.')
  }
}

/** Before the first commit, everything in the index is staged. */
function stagedFiles(git: SimpleGit, head: string): Promise<string> {
  if (head === '') return git.raw('ls-files', '-z')
  return git.raw('diff', '--cached', '--no-ext-diff', '--no-renames', '--name-only', '--relative', '-z', head)
}

function namesIn(listed: string): ReadonlySet<string> {
  return new Set(listed.split('\0').filter(name => name !== ''))
}
