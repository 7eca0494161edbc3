import { createHash, randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, join, relative, resolve, isAbsolute } from 'node:path'

/** So many bytes nobody guesses. */
const LENGTH = 32

/**
 * What only this user, or this CI, knows: a repository may bring a file along where ours are kept, but cannot sign it. Undefined where there is no place for it
 * outside of the repository.
 */
export function secretFor(root: string, environment: NodeJS.ProcessEnv): Buffer | undefined {
  const given = environment['BULKHEAD_CACHE_SECRET']
  if (given) return createHash('sha256').update(given).digest()
  try {
    const folder = folderOfUser(environment)
    if (isOfRepository(folder, root)) return undefined
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return written(join(folder, 'secret'))
  } catch {
    // A home that cannot be written to: nothing is remembered.
    return undefined
  }
}

function folderOfUser({ XDG_CACHE_HOME: xdg, LOCALAPPDATA: local }: NodeJS.ProcessEnv): string {
  const given = process.platform === 'win32' && local ? local : xdg && isAbsolute(xdg) ? xdg : undefined
  // Users without a home are given the name of one: it is not made for them.
  return really(join(given ?? join(realpathSync(homedir()), '.cache'), 'bulkhead'))
}

/** Where a path leads, as far as it is there. */
function really(path: string): string {
  return existsSync(path) || path === dirname(path) ? realpathSync(path) : join(really(dirname(path)), basename(path))
}

/** Some keep a user's cache inside of the folder that is checked out; whoever made that could have put a secret there. */
function isOfRepository(folder: string, root: string): boolean {
  const top = realpathSync(resolve(root))
  for (let at = top; ; at = dirname(at)) {
    if ((at === top || existsSync(join(at, '.git'))) && !/^\.\.(?:[/\\]|$)/.test(relative(at, folder)) && !isAbsolute(relative(at, folder))) return true
    if (at === dirname(at)) return false
  }
}

function written(file: string): Buffer | undefined {
  if (!existsSync(file)) {
    const own = `${file}.${process.pid}.tmp`
    writeFileSync(own, randomBytes(LENGTH), { mode: 0o600, flag: 'wx' })
    try {
      // Never half of one, and never over another's.
      linkSync(own, file)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      rmSync(own)
    }
  }
  const { mode, uid } = statSync(file)
  const isOurs = process.getuid === undefined || uid === process.getuid() && (mode & 0o077) === 0
  const secret = readFileSync(file)
  return isOurs && secret.length === LENGTH ? secret : undefined
}
