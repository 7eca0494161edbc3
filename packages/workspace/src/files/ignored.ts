import ignore, { type Ignore } from 'ignore'
import { below } from '../repo-path.js'
import type { RepoPath } from '../workspace.js'

/** The `.gitignore` files in force for a folder, the root's first. */
export type IgnoreStack = readonly { folder: RepoPath; rules: Ignore }[]

/** Adds a folder's own `.gitignore` to those above it. */
export function withIgnoreFile(stack: IgnoreStack, folder: RepoPath, text: string): IgnoreStack {
  return [...stack, { folder, rules: ignore().add(text) }]
}

/** Whether git would leave the path out. A deeper file wins over one above it, as in git. */
export function isIgnored(stack: IgnoreStack, path: RepoPath, isFolder: boolean): boolean {
  let ignored = false
  for (const { folder, rules } of stack) {
    const verdict = rules.test(below(path, folder) + (isFolder ? '/' : ''))
    if (verdict.ignored) ignored = true
    else if (verdict.unignored) ignored = false
  }
  return ignored
}
