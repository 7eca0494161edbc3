import { existsSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { proposeConfig } from '@bulkhead/workspace'
import { PASSED } from '../exit-codes.js'
import { openRepository } from '../repository.js'
import { Trouble } from '../trouble.js'

/** The options of `bulkhead init`. */
export interface InitOptions {
  dryRun?: boolean
}

const FILE = 'bulkhead.config.mjs'
const TAKEN = ['ts', 'mts', 'js', 'mjs', 'cjs', 'json'].map(extension => `bulkhead.config.${extension}`)

/** Writes what is inferred of a repository as its configuration, to be corrected. A configuration that is there is never touched. */
export async function init(directory: string, { dryRun = false }: InitOptions): Promise<number> {
  const taken = TAKEN.find(name => existsSync(join(resolve(directory), name)))
  if (taken !== undefined) throw new Trouble(`${taken} is there already, and nothing was written.`, 'Correct it by hand; `bulkhead init --dry-run` in a copy without it shows what would be inferred.')
  const { workspace } = await openRepository(directory, { configExecution: false })
  const text = proposeConfig(workspace)
  if (dryRun) process.stdout.write(text)
  else {
    writeFileSync(join(workspace.root, FILE), text, { flag: 'wx' })
    process.stderr.write(`Wrote ${FILE}. Read it, correct what is wrong, and run bulkhead check; \`bulkhead explain <file>\` tells what a file is taken for.\n`)
  }
  return PASSED
}
