import { statSync } from 'node:fs'
import { resolve } from 'node:path'
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

/** Opens the engine on a folder, after what a person may have mistyped has been looked at. `beside`: the engine of another state of the same repository. */
export function openRepository(directory: string, { config, configExecution, jobs }: RepositoryOptions, beside?: Engine): Promise<Engine> {
  const root = resolve(directory)
  if (!isA('directory', root)) throw new Trouble(`${directory} is no folder that can be read.`, 'Pass the folder of a repository: bulkhead check <dir>.')
  if (config !== undefined && !isA('file', resolve(config))) throw new Trouble(`The configuration ${config} does not exist.`, 'Pass the path of a file, or leave --config out to have it found.')
  const open = beside?.another ?? openEngine
  return open({ root, allowConfigExecution: configExecution, ...(config !== undefined && { config: resolve(config) }), ...(jobs !== undefined && { jobs: Number(jobs) }) })
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
