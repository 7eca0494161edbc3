import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

interface Manifest {
  name: string
  version: string
  dependencies?: Record<string, string>
}

/** Who answers: Bulkhead and the libraries that it reads code with, each with its version, and the Node.js that runs them. */
export function versions(): string[] {
  const folders = new Set([dirname(dirname(dirname(fileURLToPath(import.meta.url))))])
  const found = [process.version, process.platform]
  // A set that grows while it is walked visits what was added.
  for (const folder of folders) found.push(...versionsIn(folder, folders))
  return found
}

function versionsIn(folder: string, ours: Set<string>): string[] {
  const { name, version, dependencies = {} } = manifestIn(folder)
  const others = Object.keys(dependencies).flatMap(dependency => {
    const found = located(dependency, folder)
    if (found !== undefined && dependency.startsWith('@bulkhead/')) {
      ours.add(found)
      return []
    }
    return [`${dependency}@${found === undefined ? '-' : manifestIn(found).version}`]
  })
  return [`${name}@${version}`, ...others, ...changing(folder)]
}

/** Where a package is installed for who lies in a folder: as Node.js looks for it, but for its entry, of which nothing is asked. */
function located(name: string, from: string): string | undefined {
  for (let at = from; ; at = dirname(at)) {
    const folder = join(at, 'node_modules', name)
    if (existsSync(join(folder, 'package.json'))) return realpathSync(folder)
    if (at === dirname(at)) return undefined
  }
}

const manifestIn = (folder: string): Manifest => createRequire(import.meta.url)(join(folder, 'package.json')) as Manifest

/** What is not installed is worked on, and changes without a new version. */
function changing(folder: string): string[] {
  if (folder.includes(`${sep}node_modules${sep}`)) return []
  return ['bin', 'child', 'dist', 'libraries'].flatMap(name => filesBelow(join(folder, name))).map(file => {
    const found = statSync(file, { throwIfNoEntry: false })
    return `${file} ${found?.size} ${found?.mtimeMs}`
  })
}

function filesBelow(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder, { withFileTypes: true }).flatMap(entry => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)])) : []
}
