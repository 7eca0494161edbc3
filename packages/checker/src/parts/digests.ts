import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Rule } from '@bulkhead/analysis'
import type { Workspace } from '@bulkhead/workspace'

/** How the names of written parts end: they lie where the repository is, and are no part of it. */
export const PART_ENDING = '.part.json'

/** Files in hidden folders that decide whose something is. */
const HIDDEN = ['.github/CODEOWNERS', '.gitlab/CODEOWNERS']

/** A digest of every file that git would keep: any of them may change what is found anywhere. */
export function digestOfSources(workspace: Workspace): string {
  const hash = createHash('sha256')
  for (const path of [...workspace.filesEnding(''), ...HIDDEN]) if (!path.endsWith(PART_ENDING)) hash.update(`${path}\0`).update(digestOfFile(join(workspace.root, path)))
  return hash.digest('hex')
}

function digestOfFile(path: string): Buffer {
  const hash = createHash('sha256')
  try {
    hash.update(readFileSync(path))
  } catch {
    // What cannot be read here could not be read there either, or the digests differ.
    hash.update('unreadable')
  }
  return hash.digest()
}

/** A digest of what a check was asked for and what the configuration says, with the decisions whose day has passed. */
export function digestOfSettings(workspace: Workspace, rules: readonly Rule[], strict: boolean, today: string): string {
  const { config, services } = workspace
  const passed = services.flatMap(from => services.flatMap(to => {
    const until = from === to ? undefined : workspace.edgeBetween(from, to)?.until
    return until !== undefined && until < today ? [`${from.name}\0${to.name}`] : []
  }))
  return createHash('sha256').update(JSON.stringify([config, rules.map(({ name }) => name), strict, passed])).digest('hex')
}
