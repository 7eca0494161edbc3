import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync, readFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A path that is longer is cut off without a word where sockets are bound. */
const LONGEST = 100

/** Where the process listens that has a repository open: one of another version, of Bulkhead or of Node, listens elsewhere. */
export function addressOf(root: string): string {
  const name = createHash('sha256').update([root, PACKAGE, version(), process.version, userInfo().username].join('\0')).digest('hex').slice(0, 24)
  if (process.platform === 'win32') return `\\\\.\\pipe\\bulkhead-${name}`
  const address = join(ownFolder(), name)
  if (Buffer.byteLength(address) > LONGEST) throw new Error(`${address} is too long for a socket`)
  return address
}

const PACKAGE = fileURLToPath(new URL('../../package.json', import.meta.url))

const version = (): string => (JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string }).version

/** A folder that nobody else may enter: whoever may write to the socket has his files read, and whoever may listen there gives the verdict. */
function ownFolder(): string {
  const user = process.getuid?.() ?? 0
  const folder = join(process.env['XDG_RUNTIME_DIR'] || tmpdir(), `bulkhead-resident-${user}`)
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const found = lstatSync(folder)
  if (!found.isDirectory() || found.uid !== user || (found.mode & 0o077) !== 0) throw new Error(`${folder} is not a folder that you alone may enter`)
  return folder
}
