import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { SimpleGit } from 'simple-git'
import { gitIn } from './git.js'
import { FOLDER } from './store.js'

/** Where the files are that were moved since the baseline was last committed, by their old paths. Empty without git: then a moved file is a new one. */
export async function renamedSinceBaseline(root: string): Promise<Map<string, string>> {
  try {
    return await renamedSince(root, (await gitIn(root).raw('log', '-1', '--format=%H', '--', FOLDER)).trim() || 'HEAD')
  } catch {
    // No git, no repository, no commit yet: nothing can be said about the past.
    return new Map()
  }
}

/** Where the files are that were moved since a commit, by their old paths. */
export async function renamedSince(root: string, commit: string): Promise<Map<string, string>> {
  return pairs(await withNewFiles(gitIn(root), root, index => index.raw('diff', '--no-ext-diff', '--no-textconv', '--relative', '--name-status', '-z', '--find-renames', '--diff-filter=R', '-l0', commit)))
}

/** Asks git on a copy of its index that knows of files that were not added yet, so that a plain `mv` is a move too. */
async function withNewFiles<T>(git: SimpleGit, root: string, ask: (git: SimpleGit) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-index-'))
  try {
    const copy = join(folder, 'index')
    copyFileSync(resolve(root, (await git.raw('rev-parse', '--git-path', 'index')).trim()), copy)
    const index = gitIn(root, copy)
    await index.raw('add', '--intent-to-add', '--', '.')
    return await ask(index)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** `R100 old new`, each ended by a NUL. */
function pairs(listed: string): Map<string, string> {
  const parts = listed.split('\0')
  const renamed = new Map<string, string>()
  for (let i = 0; i + 2 < parts.length; i += 3) renamed.set(parts[i + 1]!, parts[i + 2]!)
  return renamed
}
