import { basename, resolve } from 'node:path'
import { harmlessJson } from '@bulkhead/gate'
import { PASSED } from '../exit-codes.js'
import { openRepository, type RepositoryOptions } from '../repository.js'
import { deliver } from '../terminal/deliver.js'

/** The options of `bulkhead facts`. */
export interface FactsOptions extends RepositoryOptions {
  /** What others are to call the repository. */
  name?: string
  output?: string
}

/** Writes down what a repository tells others: its services, and the tables that it defines and reaches. Nothing is decided, so nothing can fail. */
export async function facts(directory: string, options: FactsOptions): Promise<number> {
  const engine = await openRepository(directory, options)
  const name = options.name ?? nameIn(engine.workspace.read('package.json')) ?? basename(resolve(directory))
  await deliver(harmlessJson(engine.facts(name)), options.output)
  return PASSED
}

/** The name in a manifest, as far as it is one. */
function nameIn(manifest: string | undefined): string | undefined {
  try {
    const { name } = JSON.parse(manifest ?? '{}') as { name?: unknown }
    return typeof name === 'string' && name !== '' ? name : undefined
  } catch {
    return undefined
  }
}
