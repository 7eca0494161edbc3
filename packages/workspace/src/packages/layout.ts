import { createRequire } from 'node:module'
import picomatch from 'picomatch'
import type { FileTree } from '../files/tree.js'
import type { ReadText } from '../files/text.js'
import type { Notes } from '../notes.js'
import { inOrder, within } from '../repo-path.js'
import type { RepoPath } from '../workspace.js'
import { strings, type Manifest } from './manifests.js'

/** How the repository ties its packages together. */
export interface Layout {
  /** In words, such as `a pnpm workspace built with Turborepo`; absent where there is none. */
  words?: string
  /** The files that say so. */
  evidence: RepoPath[]
  /** Folders of the packages that belong to the workspace; the root is none of them. */
  members: Set<RepoPath>
  /** Version ranges by catalog and library. The default catalog has the empty name. */
  catalogs: Record<string, Record<string, string>>
}

/** Understands npm, Yarn, Bun, pnpm, Lerna, Nx and Turborepo layouts from their files. */
export function readLayout(tree: FileTree, manifests: Map<RepoPath, Manifest>, read: ReadText, notes: Notes): Layout {
  const root = manifests.get('')
  const words: string[] = []
  const evidence: RepoPath[] = []
  const globs: string[] = []
  const catalogs: Layout['catalogs'] = {}
  const found = (word: string, file: RepoPath) => {
    words.push(word)
    evidence.push(file)
  }

  const pnpm = asObject(readYaml('pnpm-workspace.yaml', tree, read, notes))
  if (pnpm) {
    if (Array.isArray(pnpm.packages)) {
      found('a pnpm workspace', 'pnpm-workspace.yaml')
      globs.push(...texts(pnpm.packages))
    }
    addCatalogs(catalogs, pnpm)
  }
  const workspaces = root?.raw.workspaces
  const own = texts(Array.isArray(workspaces) ? workspaces : asObject(workspaces)?.packages)
  if (own.length > 0) {
    if (!pnpm?.packages) found(`${managerOf(tree)} workspaces`, 'package.json')
    // pnpm reads its own file only; where both are there, the file of the tool in use counts.
    if (!Array.isArray(pnpm?.packages)) globs.push(...own)
  }
  addCatalogs(catalogs, asObject(workspaces) ?? {})
  const lerna = asObject(readYaml('lerna.json', tree, read, notes))
  if (lerna) {
    found(words.length > 0 ? 'Lerna' : 'a Lerna repository', 'lerna.json')
    if (globs.length === 0) globs.push(...(Array.isArray(lerna.packages) ? texts(lerna.packages) : ['packages/*']))
  }
  if (tree.has('nx.json')) found(words.length > 0 ? 'Nx' : 'an Nx repository', 'nx.json')
  if (tree.has('turbo.json')) found('Turborepo', 'turbo.json')

  return {
    ...(words.length > 0 && { words: words.length === 1 ? words[0]! : `${words[0]} with ${words.slice(1).join(' and ')}` }),
    evidence,
    members: matching([...manifests.keys()].filter((folder) => folder !== ''), globs),
    catalogs,
  }
}

function matching(folders: RepoPath[], globs: string[]): Set<RepoPath> {
  const clean = (glob: string) => glob.replace(/^\.\//, '').replace(/\/+$/, '')
  const wanted = globs.filter((glob) => !glob.startsWith('!')).map(clean)
  const unwanted = globs.filter((glob) => glob.startsWith('!')).map((glob) => clean(glob.slice(1)))
  if (wanted.length === 0) return new Set()
  const isMember = picomatch(wanted, { ignore: unwanted })
  return new Set(folders.filter((folder) => isMember(folder)).sort(inOrder))
}

function managerOf(tree: FileTree): string {
  if (tree.has('yarn.lock')) return 'Yarn'
  if (tree.has('bun.lock') || tree.has('bun.lockb')) return 'Bun'
  return 'npm'
}

function addCatalogs(catalogs: Layout['catalogs'], source: Record<string, unknown>): void {
  if (source.catalog) catalogs[''] = strings(source.catalog)
  for (const [name, catalog] of Object.entries(asObject(source.catalogs) ?? {})) catalogs[name === 'default' ? '' : name] = strings(catalog)
}

/** Reads a YAML or JSON file of the repository; undefined where there is none, or it is broken (which is noted). */
export function readYaml(path: RepoPath, tree: FileTree, read: ReadText, notes: Notes): unknown {
  if (!tree.has(path)) return undefined
  const text = read(path)
  if (text === undefined) return undefined
  // Loaded where there is something to read: most repositories have no such file, and each start would pay for it.
  const { parse } = createRequire(import.meta.url)('yaml') as typeof import('yaml')
  try {
    return parse(text, { logLevel: 'error', maxAliasCount: 100 })
  } catch (error) {
    notes.blind(`The file is not valid YAML or JSON (${String((error as Error).message).split('\n')[0]}).`, path, 'Repair the file.')
    return undefined
  }
}

/** The value as an object, or undefined where it is none. */
export function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined
}

/** The strings of a list. */
export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []
}

/** Every Nx project by folder, with its type. */
export function nxProjects(tree: FileTree, read: ReadText, notes: Notes): Map<RepoPath, { path: RepoPath; type?: string }> {
  const projects = new Map<RepoPath, { path: RepoPath; type?: string }>()
  if (!tree.has('nx.json')) return projects
  for (const path of tree.all)
    if (path === 'project.json' || path.endsWith('/project.json')) {
      const project = asObject(readYaml(path, tree, read, notes))
      const folder = path.slice(0, -'/project.json'.length)
      if (project) projects.set(folder, { path: within(folder, 'project.json'), ...(typeof project.projectType === 'string' && { type: project.projectType }) })
    }
  return projects
}
