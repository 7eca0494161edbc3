import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BaselineError, parsed, printed, type Entry } from '@bulkhead/gate/findings'
import { Trouble } from '../trouble.js'

/** The folder of the baseline in a repository. */
export const FOLDER = '.bulkhead/baseline'

/** For findings of code that belongs to no service. No service's file can be called so: its name would have to hold a space. */
const NO_SERVICE = 'no service.txt'

/** The entries of a repository's baseline; undefined where it has none. @throws Trouble where a file of it cannot be read. */
export function readBaseline(root: string): Entry[] | undefined {
  const names = filesIn(root)
  if (names.length === 0) return undefined
  try {
    return names.flatMap(name => parsed(`${FOLDER}/${name}`, readFileSync(join(root, FOLDER, name), 'utf8')))
  } catch (error) {
    if (!(error instanceof BaselineError)) throw error
    throw new Trouble(error.message, 'Take the file as it was before a merge and run `bulkhead baseline`; it is not written by hand.')
  }
}

/** Writes the baseline anew: one file a service, one sorted line an entry. Files that would be empty are removed, but for one that tells that there is a baseline. */
export function writeBaseline(root: string, entries: readonly { entry: Entry; service?: string }[]): void {
  const byFile = new Map<string, string[]>()
  for (const { entry, service } of entries) {
    const name = service === undefined ? NO_SERVICE : `${encodeURIComponent(service)}.txt`
    byFile.set(name, [...(byFile.get(name) ?? []), printed(entry)])
  }
  if (byFile.size === 0) byFile.set(NO_SERVICE, [])
  mkdirSync(join(root, FOLDER), { recursive: true })
  for (const name of filesIn(root)) if (!byFile.has(name)) rmSync(join(root, FOLDER, name))
  for (const [name, lines] of byFile) writeFileSync(join(root, FOLDER, name), lines.sort().map(line => `${line}\n`).join(''))
}

function filesIn(root: string): string[] {
  try {
    return readdirSync(join(root, FOLDER)).filter(name => name.endsWith('.txt')).sort()
  } catch {
    return []
  }
}
