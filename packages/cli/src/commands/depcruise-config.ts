import { PASSED } from '../exit-codes.js'
import { openRepository, type RepositoryOptions } from '../repository.js'
import { deliver } from '../terminal/deliver.js'

/** The options of `bulkhead depcruise-config`. */
export interface DepcruiseConfigOptions extends RepositoryOptions {
  as: 'js' | 'json'
  output?: string
}

/** Prints the service map as a dependency-cruiser configuration. */
export async function depcruiseConfig(directory: string, options: DepcruiseConfigOptions): Promise<number> {
  const engine = await openRepository(directory, options)
  await deliver(await engine.dependencyCruiserConfig(options.as), options.output)
  return PASSED
}
