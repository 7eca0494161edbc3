import { statSync } from 'node:fs'
import { resolve as resolveNative } from 'node:path'
import picomatch from 'picomatch'
import type { Sight } from './changes/sight.js'
import { loadConfig } from './configuration/load.js'
import type { UserConfig } from './configuration/schema.js'
import { WorkspaceError } from './errors.js'
import { listFiles, type FileTree } from './files/tree.js'
import { codeOf, Notes } from './notes.js'
import type { Config, RepoPath } from './workspace.js'

// What can be asked of a repository without the rest of this package, which takes longer to load than all of this.
export { readWaivers, type Waived } from './configuration/waivers.js'
export { digestOfFile } from './files/digest.js'
export { textReader } from './files/text.js'
export { Notes } from './notes.js'
export type { FileTree } from './files/tree.js'

/** How to find a repository's outline. */
export interface OutlineOptions {
  /** The repository's root folder. */
  root: string
  /** Settings that win over the configuration file's, key by key. */
  config?: UserConfig
  /** False: no code of the repository runs; only a JSON configuration is read. */
  allowConfigExecution?: boolean
  /** Path of the configuration, relative to the root, where it is not `bulkhead.config.*`. */
  configFile?: string
}

/** What is known of a repository before any of its files is looked at. Good for one workspace, because what that has to say is noted here. */
export interface Outline {
  root: string
  config: Config
  tree: FileTree
  notes: Notes
  /** Bytes that were read already, as they were then. */
  held: Map<RepoPath, Buffer>
}

/**
 * Reads a repository's configuration and lists its files. `sight` is told what is looked at.
 * @throws WorkspaceError where the root is no folder; ConfigError where the configuration cannot be used.
 */
export function outlineOf(options: OutlineOptions, sight?: Sight): Outline {
  const root = rootOf(options.root)
  const notes = new Notes()
  const config = loadConfig({ ...options, root, override: options.config }, notes)
  const tree = listFiles(root, config.ignore.length > 0 ? picomatch(config.ignore, { dot: true }) : () => false, notes, sight)
  return { root, config, tree, notes, held: new Map() }
}

function rootOf(given: string): string {
  const root = resolveNative(given)
  try {
    if (statSync(root).isDirectory()) return root
  } catch (error) {
    throw new WorkspaceError(`${given} cannot be opened (${codeOf(error)}). Give the folder of the repository.`)
  }
  throw new WorkspaceError(`${given} is a file. Give the folder of the repository.`)
}
