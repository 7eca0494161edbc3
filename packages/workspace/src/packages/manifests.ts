import type { FileTree } from '../files/tree.js'
import type { ReadText } from '../files/text.js'
import type { Notes } from '../notes.js'
import { nameOf, parentOf } from '../repo-path.js'
import type { RepoPackage, RepoPath } from '../workspace.js'

/** A `package.json`, as far as it could be understood. */
export interface Manifest extends RepoPackage {
  path: RepoPath
  /** Absent where the file gives none; `name` then is the folder's. */
  declaredName?: string
  scripts: Record<string, string>
  /** Dependencies that are there in production: not `devDependencies`. */
  runtime: Record<string, string>
  /** The file's content: `exports`, `main`, `bin`, `workspaces` and the rest. Nothing in it is to be trusted. */
  raw: Record<string, unknown>
}

const KINDS = ['dependencies', 'optionalDependencies', 'peerDependencies'] as const

/** Reads every `package.json` of the repository, by folder. A broken one is noted and counts as empty. */
export function readManifests(tree: FileTree, read: ReadText, notes: Notes): Map<RepoPath, Manifest> {
  const manifests = new Map<RepoPath, Manifest>()
  for (const path of tree.all) if (nameOf(path) === 'package.json') manifests.set(parentOf(path), toManifest(path, parsed(path, read, notes)))
  return manifests
}

function toManifest(path: RepoPath, raw: Record<string, unknown>): Manifest {
  const directory = parentOf(path)
  const runtime = KINDS.toReversed().reduce<Record<string, string>>((all, kind) => ({ ...all, ...strings(raw[kind]) }), {})
  const declaredName = typeof raw.name === 'string' && raw.name !== '' ? raw.name : undefined
  return {
    name: declaredName ?? (nameOf(directory) || 'app'),
    ...(declaredName && { declaredName }),
    directory,
    path,
    scripts: strings(raw.scripts),
    runtime,
    dependencies: { ...strings(raw.devDependencies), ...runtime },
    raw,
  }
}

function parsed(path: RepoPath, read: ReadText, notes: Notes): Record<string, unknown> {
  const text = read(path)
  if (text === undefined) return {}
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
    notes.blind('The package.json holds no object.', path, 'Make it a JSON object with a name and dependencies.')
  } catch (error) {
    notes.blind(`The package.json is not valid JSON (${(error as Error).message}).`, path, 'Repair the file; until then the package counts as empty.')
  }
  return {}
}

/** The entries of an object whose values are strings. */
export function strings(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {}
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}
