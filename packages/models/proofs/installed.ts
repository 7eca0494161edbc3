import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Where a package of this workspace's devDependencies lies. */
export function folderOf(name: string): string {
  const folder = find(name)
  if (folder === undefined) throw new Error(`${name} is not installed`)
  return folder
}

/** Whether a package lies in a node_modules folder here or above. */
export function isInstalled(name: string): boolean {
  return find(name) !== undefined
}

/** The version of an installed package. */
export function versionOf(name: string): string {
  return (JSON.parse(readFileSync(join(folderOf(name), 'package.json'), 'utf8')) as { version: string }).version
}

function find(name: string): string | undefined {
  for (let above = import.meta.dirname; above !== dirname(above); above = dirname(above)) {
    const folder = join(above, 'node_modules', name)
    if (existsSync(folder)) return folder
  }
  return undefined
}
