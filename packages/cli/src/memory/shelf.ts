import { createHmac, timingSafeEqual } from 'node:crypto'
import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { secretFor } from './secret.js'

/** So many states of a repository are remembered: a few branches, and what came before a change that was taken back. */
const STATES = 8

/** What is larger in all is not worth its room. */
const ROOM = 64 * 1024 * 1024

const HOUR = 3_600_000

/** Where one run leaves what the next need not find out again. Whatever goes wrong here costs time and nothing else. */
export class Shelf {
  constructor(private readonly folder: string, private readonly secret: Buffer) {}

  /** What was left under a name by who has the secret, whole; undefined for anything else. */
  read(name: string): string | undefined {
    try {
      const text = readFileSync(join(this.folder, name), 'utf8')
      const end = text.indexOf('\n')
      const [signature, content] = [Buffer.from(text.slice(0, end), 'hex'), text.slice(end + 1)]
      const own = this.signature(name, content)
      return signature.length === own.length && timingSafeEqual(signature, own) ? content : undefined
    } catch {
      return undefined
    }
  }

  /** Leaves a text under a name, at once and whole, whoever else does the same. */
  write(name: string, content: string): void {
    const own = join(this.folder, `${name}.${process.pid}.tmp`)
    try {
      mkdirSync(this.folder, { recursive: true })
      writeFileSync(own, `${this.signature(name, content).toString('hex')}\n${content}`)
      renameSync(own, join(this.folder, name))
    } catch {
      rmSync(own, { force: true })
    }
  }

  /** Says that something is still of use. */
  touch(name: string): void {
    try {
      utimesSync(join(this.folder, name), new Date(), new Date())
    } catch {
      // Somebody else has just taken it away.
    }
  }

  /** Takes away what has not been of use for longest, and what a run that was stopped has left half. */
  tidy(prefix: string): void {
    try {
      const found = readdirSync(this.folder).map(name => ({ name, ...statOf(join(this.folder, name)) }))
      const states = found.filter(({ name }) => name.startsWith(prefix) && name.endsWith('.json')).sort((a, b) => b.when - a.when)
      const many = states.filter((_, i) => i >= STATES || i > 0 && states.slice(0, i + 1).reduce((sum, { size }) => sum + size, 0) > ROOM)
      const halves = found.filter(({ name, when }) => name.endsWith('.tmp') && when < Date.now() - HOUR)
      for (const { name } of [...many, ...halves]) rmSync(join(this.folder, name), { force: true })
    } catch {
      // The next run tries again.
    }
  }

  /** The name is signed too: what is true of one is not true of another. */
  private signature(name: string, content: string): Buffer {
    return createHmac('sha256', this.secret).update(`${name}\n`).update(content).digest()
  }
}

function statOf(path: string): { size: number; when: number } {
  const { size, mtimeMs } = statSync(path)
  return { size, when: mtimeMs }
}

/** Undefined where there is nothing at all. */
function isFolder(path: string): boolean | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isDirectory()
  } catch {
    return false
  }
}

/** The shelf of a repository: where tools keep theirs. Where nothing is installed, or a copy only borrows what is, there is none. */
export function shelfIn(root: string): Shelf | undefined {
  const folders = ['node_modules', 'node_modules/.cache', 'node_modules/.cache/bulkhead'].map(name => join(root, name))
  const [installed, ...ours] = folders.map(isFolder)
  if (!installed || ours.includes(false)) return undefined
  const secret = secretFor(root, process.env)
  return secret && new Shelf(folders[2]!, secret)
}
