import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Repository } from './repository.js'
import type { Sandbox } from './sandbox.js'

/** Runs dependency-cruiser's own command as the repository itself would, with this text as its configuration. */
export function depcruise(installed: Sandbox, shop: Repository, config: string): SpawnSyncReturns<string> {
  const name = config.startsWith('{') ? '.dependency-cruiser.json' : '.dependency-cruiser.mjs'
  shop.write(name, config)
  symlinkSync(join(installed.root, 'node_modules'), join(shop.root, 'node_modules'))
  const command = join(installed.root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  return spawnSync(process.execPath, [command, '--config', name, '--output-type', 'json', 'services'], { cwd: shop.root, encoding: 'utf8' })
}
