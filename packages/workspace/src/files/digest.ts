import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { resolve as resolveNative } from 'node:path'
import { codeOf } from '../notes.js'
import { nameOf } from '../repo-path.js'
import type { RepoPath } from '../workspace.js'
import { LARGEST_FILE } from './text.js'

/** Read whatever their size: lockfiles. */
const READ_WHOLE = /^(package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lock)$/

/** What a file counts as that is not there, or none. */
export const ABSENT = ''

/** A digest of a file's bytes. */
export function digestOfBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64')
}

/** A digest of what can be seen of a file: of one that is too large to be looked at, only that it is there. A path may be absolute. `hold` is given what was read. */
export function digestOfFile(root: string, path: RepoPath, hold?: (bytes: Buffer) => void): string {
  try {
    const native = resolveNative(root, path)
    const status = statSync(native)
    if (!status.isFile()) return status.isDirectory() ? 'folder' : ABSENT
    if (status.size > LARGEST_FILE && !READ_WHOLE.test(nameOf(path))) return `${status.size} bytes`
    const bytes = readFileSync(native)
    hold?.(bytes)
    return digestOfBytes(bytes)
  } catch (error) {
    const code = codeOf(error)
    return ['ENOENT', 'ENOTDIR', 'ERR_INVALID_ARG_VALUE'].includes(code) ? ABSENT : code
  }
}
