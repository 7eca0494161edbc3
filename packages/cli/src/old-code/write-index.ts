import { linkSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { SimpleGit } from 'simple-git'

/** A folder that holds what the index holds, but for some files, by paths that mean the same in both. */
export interface Alike {
  folder: string
  but: ReadonlySet<string>
}

/** So many names fit into one command. */
const MANY = 1000

/** What git says of an entry that it does not keep from looking at (`H`), of an ordinary file, without a conflict. */
const ORDINARY = /^H 100\d{3} [\da-f]+ 0\t/

/** A submodule, or one side of a conflict: nothing is written of them. */
const LEFT_OUT = /^. (?:160000 |\d+ [\da-f]+ [123]\t)/

/** Writes what an index of git holds into a folder, which is made. What lies elsewhere unchanged is linked: to write thousands of files may take longer than to judge them. */
export async function writeIndex(git: SimpleGit, folder: string, alike?: Alike): Promise<void> {
  mkdirSync(folder, { recursive: true })
  if (!alike) return void await git.raw('checkout-index', '--all', '--quiet', `--prefix=${folder}/`)
  await writeFiles(git, folder, linked(await entriesIn(git), folder, alike))
}

/** What an index holds and is to be written, one entry a file: what git says of it, a tab, its name. */
export async function entriesIn(git: SimpleGit): Promise<string[]> {
  return (await git.raw('ls-files', '-s', '-v', '-z')).split('\0').filter(entry => entry !== '' && !LEFT_OUT.test(entry))
}

/** Writes some files of an index into a folder. */
export async function writeFiles(git: SimpleGit, folder: string, names: readonly string[]): Promise<void> {
  for (let at = 0; at < names.length; at += MANY) await git.raw('checkout-index', '--quiet', `--prefix=${folder}/`, '--', ...names.slice(at, at + MANY))
}

/** The name in an entry. */
export const nameIn = (entry: string): string => entry.slice(entry.indexOf('\t') + 1)

/** Links what it can and gives the names of the others, which between two disks are all. */
function linked(entries: readonly string[], folder: string, { folder: from, but }: Alike): string[] {
  const made = new Set<string>()
  return entries.flatMap(entry => {
    const name = nameIn(entry)
    if (!ORDINARY.test(entry) || but.has(name)) return [name]
    const to = join(folder, name)
    if (!made.has(dirname(to))) mkdirSync(dirname(to), { recursive: true })
    made.add(dirname(to))
    try {
      linkSync(join(from, name), to)
      return []
    } catch {
      return [name]
    }
  })
}
