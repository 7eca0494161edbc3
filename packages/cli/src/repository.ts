import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { CheckerOptions } from '@bulkhead/checker'
import type { Outline } from '@bulkhead/workspace'
import { openEngine, type Engine } from './engine.js'
import { Trouble } from './trouble.js'

/** The options of every command that looks at a repository. */
export interface RepositoryOptions {
  config?: string
  /** False with `--no-config-execution`. */
  configExecution: boolean
  /** Threads that read files. */
  jobs?: '1' | '2'
}

/** What of a repository is opened with the engine, as the engine is told. */
export type Asked = Pick<CheckerOptions, 'root' | 'config' | 'allowConfigExecution'>

/** Opens the engine on a folder, after what a person may have mistyped has been looked at. `beside`: the engine of another state of the same repository, or whoever has engines open; `outline`: what is known of this one. */
export function openRepository(directory: string, options: RepositoryOptions, beside?: Pick<Engine, 'another'>, outline?: Outline): Promise<Engine> {
  const open = beside?.another ?? openEngine
  return open({ ...asked(directory, options), ...(options.jobs !== undefined && { jobs: Number(options.jobs) }), ...(outline && { outline }) })
}

/** What a person asked for, where it is there. @throws Trouble where it is not. */
export function asked(directory: string, { config, configExecution }: RepositoryOptions): Asked {
  const root = resolve(directory)
  if (!isA('directory', root)) throw new Trouble(`${directory} is no folder that can be read.`, 'Pass the folder of a repository: bulkhead check <dir>.')
  if (config !== undefined && !isA('file', resolve(config))) throw new Trouble(`The configuration ${config} does not exist.`, 'Pass the path of a file, or leave --config out to have it found.')
  return { root, allowConfigExecution: configExecution, ...(config !== undefined && { config: resolve(config) }) }
}

/** Whether there is such a thing at a path; false where it cannot be looked at. */
export function isA(kind: 'directory' | 'file', path: string): boolean {
  try {
    const found = statSync(path)
    return kind === 'directory' ? found.isDirectory() : found.isFile()
  } catch {
    return false
  }
}
