import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import type { Examination, Finding } from '@bulkhead/analysis'
import type { RepoPath } from '@bulkhead/workspace'
import type { SimpleGit } from 'simple-git'
import type { Engine } from '../engine.js'
import { Trees } from '../memory/trees.js'
import { Trouble } from '../trouble.js'
import { gitIn } from './git.js'
import { freshSince, linkInstalled, optionsIn, type Past, type PastOptions } from './past.js'
import { writeIndex } from './write-index.js'

/** What is about to be committed, as a folder of its own: the work tree may hold something else. */
export interface Staged {
  folder: string
  /** The repository's options for that folder. */
  options: PastOptions
  /** Those that differ from the last commit. */
  files: ReadonlySet<RepoPath>
  /** The findings that the change has to do with: in what is staged, through it, or not there before. */
  touched: (findings: readonly Finding[], engine: Engine) => Promise<Finding[]>
  /** Leaves what was found for when it will be the last commit. */
  keep: (seen: Examination, engine: Engine) => Promise<void>
  remove: () => void
}

/** Where what is staged is written, and who tells what the last commit does not have. */
export interface Desk {
  /** Writes the index of the repository at a folder, with git on that index, and answers with the folder that it is in. */
  write: (index: SimpleGit, top: string) => Promise<string>
  fresh: typeof freshSince
  /** What is remembered of the repository's states, where nobody stays who would know them. */
  trees?: typeof Trees.of
  remove: () => void
}

/** Writes the index of git into a folder. Neither the index nor the work tree is changed. */
export async function stage(directory: string, options: PastOptions, desk: Desk = borrowed()): Promise<Staged> {
  const root = resolve(directory)
  try {
    // While a part of the work tree is committed, git has an index for that commit alone.
    const given = process.env['GIT_INDEX_FILE']
    const { top, prefix, head } = await placeIn(gitIn(root))
    const index = given === undefined ? undefined : resolve(top, given)
    const trees = await desk.trees?.(root, options)
    const [tree, files, kept] = await Promise.all([desk.write(gitIn(top, index), top), stagedFiles(gitIn(root, index), head).then(namesIn), trees?.staged(index)])
    const folder = join(tree, prefix)
    mkdirSync(folder, { recursive: true })
    linkInstalled(root, folder)
    const touched = async (findings: readonly Finding[], engine: Engine): Promise<Finding[]> => {
      const near = (finding: Finding): boolean => [finding, ...finding.related].some(({ file }) => files.has(file))
      const far = findings.filter(finding => !near(finding))
      // What the change brings about without being in it can only be told from how it was. What was moved is staged, and near.
      const past: Past = { root, commit: head, renamed: new Map(), alike: { folder, but: files } }
      const fresh = far.length === 0 || head === '' ? new Set(head === '' ? far : []) : await desk.fresh(past, findings, engine, options)
      return findings.filter(finding => near(finding) || fresh.has(finding))
    }
    // What was staged in the meantime was not looked at.
    const keep = async (seen: Examination, engine: Engine): Promise<void> => { if (kept !== undefined && kept === await trees!.staged(index)) await trees!.keep(kept, seen, engine) }
    return { folder, options: optionsIn(folder, root, options), files, touched, keep, remove: desk.remove }
  } catch (error) {
    desk.remove()
    throw new Trouble(`What is staged in ${directory} cannot be read: ${(error as Error).message.trim()}`, 'Run --staged inside a git repository, or leave it out.')
  }
}

/** A folder for one look. */
function borrowed(): Desk {
  const parent = mkdtempSync(join(tmpdir(), 'bulkhead-staged-'))
  return {
    write: async (index, top) => {
      const tree = join(parent, basename(top) || 'repository')
      // Written, not linked: a link changes the times of the file in the work tree, and git would read all of them again.
      await writeIndex(index, tree)
      return tree
    },
    fresh: freshSince,
    trees: Trees.of,
    remove: () => rmSync(parent, { recursive: true, force: true }),
  }
}

/** The folder at the top of a repository, the way from there, and the last commit, which is empty before the first. */
async function placeIn(git: SimpleGit): Promise<{ top: string; prefix: string; head: string }> {
  const [top = '', prefix = '', head = ''] = (await git.raw('rev-parse', '--show-toplevel', '--show-prefix', '--revs-only', 'HEAD')).split('\n')
  return { top, prefix: prefix.replace(/\/$/, ''), head }
}

/** Before the first commit, everything in the index is staged. */
function stagedFiles(git: SimpleGit, head: string): Promise<string> {
  if (head === '') return git.raw('ls-files', '-z')
  return git.raw('diff', '--cached', '--no-ext-diff', '--no-renames', '--name-only', '--relative', '-z', head)
}

function namesIn(listed: string): ReadonlySet<string> {
  return new Set(listed.split('\0').filter(name => name !== ''))
}
