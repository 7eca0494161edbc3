import { mkdirSync, rmdirSync, rmSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import type { SimpleGit } from 'simple-git'
import { textAt } from '../old-code/git.js'
import { entriesIn, nameIn, writeFiles } from '../old-code/write-index.js'

const ATTRIBUTES = '.gitattributes'

/** A folder that holds what an index of git held when it was last asked, and is brought up to date by what is another then. */
export class Copy {
  private entries = new Map<string, string>()
  private settings = ''
  private touched: Set<string> | undefined

  constructor(readonly folder: string) {}

  /** Writes what is new or other in an index, and removes what is no longer in it. Tells whether all was written. */
  async follow(git: SimpleGit, top: string): Promise<boolean> {
    const [listed, configured] = await Promise.all([entriesIn(git), git.raw('config', '--list', '-z').catch(() => '')])
    const now = new Map(listed.map(entry => [nameIn(entry), entry]))
    // How a text is written depends on what git was told, and on what the repository tells it: in the work tree first, and then in the index.
    const attributes = ['.git/info/attributes', ATTRIBUTES, ...[...now.keys()].filter(name => basename(name) === ATTRIBUTES)]
    const settings = [configured, ...attributes.map(name => `${now.get(name)} ${textAt(join(top, name))}`)].join('\0')
    const others = [...now.keys()].filter(name => this.entries.get(name) !== now.get(name))
    const gone = [...this.entries.keys()].filter(name => !now.has(name))
    const anew = settings !== this.settings
    const stale = this.entries
    // Until all is written, nothing is known of the folder.
    Object.assign(this, { entries: new Map(), settings: '' })
    if (anew) this.clear()
    mkdirSync(this.folder, { recursive: true })
    for (const name of anew ? [] : [...gone, ...others.filter(name => stale.has(name))]) this.remove(name)
    await writeFiles(git, this.folder, anew ? [...now.keys()] : others)
    this.entries = now
    this.settings = settings
    if (anew) this.touched = undefined
    for (const name of [...gone, ...others]) this.touched?.add(name)
    return anew
  }

  /** What was written or removed below a folder of it since this was asked before; undefined where that may be all. */
  touchedBelow(folder: string): string[] | undefined {
    const [touched, within] = [this.touched, relative(this.folder, folder).split(sep).join('/')]
    this.touched = new Set()
    return touched && [...touched].flatMap(name => (within === '' ? [name] : name.startsWith(`${within}/`) ? [name.slice(within.length + 1)] : []))
  }

  /** Empties the folder. */
  clear(): void {
    this.touched = undefined
    Object.assign(this, { entries: new Map(), settings: '' })
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** A file, and the folders that are empty without it: git knows of none. */
  private remove(name: string): void {
    rmSync(join(this.folder, name), { force: true })
    try {
      for (let folder = dirname(name); folder !== '.'; folder = dirname(folder)) rmdirSync(join(this.folder, folder))
    } catch {
      // There is something else in it.
    }
  }
}
