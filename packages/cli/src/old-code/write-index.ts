import { linkSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { SimpleGit } from 'simple-git'

/** A folder that holds what the index holds, but for some files, by paths that mean the same in both. */
export interface Alike {
  folder: string
  but: ReadonlySet<string>
}

/** So many names fit into one command. Where more have to be written, linking the others saves little. */
const MANY = 1000

/** What git says of an entry that it does not keep from looking at (`H`), of an ordinary file, without a conflict. */
const ORDINARY = /^H 100\d{3} [\da-f]+ 0\t([^]*)$/

/** Writes what an index of git holds into a folder, which is made. What lies elsewhere unchanged is linked: to write thousands of files may take longer than to judge them. */
export async function writeIndex(git: SimpleGit, folder: string, alike?: Alike): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const left = alike && linked(entries(await git.raw('ls-files', '-s', '-v', '-z')), folder, alike)
  if (left === undefined) await git.raw('checkout-index', '--all', '--quiet', `--prefix=${folder}/`)
  else for (let at = 0; at < left.length; at += MANY) await git.raw('checkout-index', '--quiet', `--prefix=${folder}/`, '--', ...left.slice(at, at + MANY))
}

interface Entry {
  name: string
  ordinary: boolean
}

function entries(listed: string): Entry[] {
  return listed.split('\0').filter(line => line !== '' && !/^. 160000 |^. \d+ \w+ [123]\t/.test(line)).map(line => ({ name: line.slice(line.indexOf('\t') + 1), ordinary: ORDINARY.test(line) }))
}

/** Links what it can and gives the names of the others; undefined where nothing is to be had that way, as between two disks. */
function linked(all: readonly Entry[], folder: string, { folder: from, but }: Alike): string[] | undefined {
  const left = all.filter(({ name, ordinary }) => !ordinary || but.has(name)).map(({ name }) => name)
  if (left.length > MANY) return undefined
  const made = new Set<string>()
  for (const { name, ordinary } of all) {
    if (!ordinary || but.has(name)) continue
    const to = join(folder, name)
    if (!made.has(dirname(to))) mkdirSync(dirname(to), { recursive: true })
    made.add(dirname(to))
    try {
      linkSync(join(from, name), to)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EXDEV') return undefined
      left.push(name)
    }
  }
  return left
}
