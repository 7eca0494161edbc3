import { isCode, type FileTree } from '../files/tree.js'
import type { Notes } from '../notes.js'
import type { Scopes } from '../scopes/scopes.js'
import type { Changes, RepoPath } from '../workspace.js'
import type { Grounds } from './grounds.js'
import type { Sight } from './sight.js'

/** What a workspace goes by when it tells what has changed. */
export interface Known {
  sight: Sight | undefined
  grounds: Grounds | undefined
  /** What is remembered of what files say. */
  texts: Map<RepoPath, string | undefined>
  tree: FileTree
  scopes: Scopes
  notes: Notes
  /** Whether the configuration says something else than it did. It throws where that can no longer be used. */
  isConfigOther: () => boolean
}

const ANEW: Changes = { texts: [], outline: true }

/** What has happened on the disk since this was asked before; where the only paths are known at which something may have, to them. */
export function changesIn({ sight, grounds, texts, tree, scopes, notes, isConfigOther }: Known, among?: Iterable<RepoPath>): Changes {
  if (!sight || !grounds) return ANEW
  const { files, folders, unkept } = sight.changed(among)
  for (const path of files) texts.delete(path)
  if (unkept || folders.some((folder) => tree.isOther(folder)) || isOther(isConfigOther)) return ANEW
  const blind = notes.notJudged.length
  const isDescribed = (path: RepoPath): boolean => grounds.differ(path) || isCode(path) && scopes.isOther(path)
  // What cannot be read says so in the order in which it is met, and what could not and now can would be told for ever.
  const isBlind = (path: RepoPath): boolean => notes.notJudged.some((noted) => noted.path === path)
  if (files.some((path) => isDescribed(path) || isBlind(path)) || notes.notJudged.length !== blind) return ANEW
  return { texts: files.filter(isCode), outline: false }
}

/** What can no longer be used is told by whoever opens it anew. */
function isOther(look: () => boolean): boolean {
  try {
    return look()
  } catch {
    return true
  }
}
