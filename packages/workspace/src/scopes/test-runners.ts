import picomatch from 'picomatch'
import type { FileTree } from '../files/tree.js'
import type { ReadText } from '../files/text.js'
import { asObject, texts } from '../packages/layout.js'
import type { Manifest } from '../packages/manifests.js'
import { below, isInside, nameOf, parentOf, within } from '../repo-path.js'
import type { RepoPath } from '../workspace.js'

const RUNNER = /^(jest|vitest|vite|playwright)([.-][\w.-]+)?\.config\.([mc]?[jt]s|json)$|^jest\.config\.json$/
const LIST = /\b(testMatch|include)\s*:\s*(\[[^\]]*\]|(['"`])[^'"`]*\3)/g
const REGEX = /\btestRegex\s*:\s*(?:\[\s*)?(?:(['"`])((?:\\.|(?!\1).)*)\1|\/((?:\\.|[^/\n])+)\/)/g

/** Where Cucumber looks for what the steps of a feature do; what helps them lies in the folder `support` beside it. */
const STEPS = /(?:^|\/)step[_-]definitions(?=\/)/

interface Pattern {
  folder: RepoPath
  because: string
  matches: (path: string) => boolean
}

/** Answers which configuration of a test runner would run a file. The configurations are searched, never executed. */
export function readTestPatterns(tree: FileTree, manifests: ReadonlyMap<RepoPath, Manifest>, read: ReadText): (path: RepoPath) => string | undefined {
  const patterns: Pattern[] = []
  for (const path of tree.all) if (RUNNER.test(nameOf(path))) patterns.push(...inProgram(path, read(path) ?? ''))
  for (const manifest of manifests.values()) patterns.push(...inManifest(manifest))
  for (const [folder, file] of runnersHomes(tree, manifests)) patterns.push({ folder, because: `The folder \`${folder}\` is that of the tests that ${file} sets up.`, matches: () => true })
  for (const folder of stepsIn(tree)) for (const each of [folder, within(parentOf(folder), 'support')]) patterns.push({ folder: each, because: `The folder \`${folder}\` holds the steps of features that tests run.`, matches: () => true })
  return (path) => patterns.find(({ folder, matches }) => isInside(path, folder) && matches(below(path, folder)))?.because
}

/** Folders inside of a package that have a test runner of their own, and no sources: their helpers are the tests' too. An application of Nx has a runner beside its sources. */
function runnersHomes(tree: FileTree, manifests: ReadonlyMap<RepoPath, Manifest>): Map<RepoPath, RepoPath> {
  const homes = tree.all.filter((path) => /(^|\.)(vitest|jest|playwright)\.config\.[mc]?[jt]s$/.test(nameOf(path))).map((path): [RepoPath, RepoPath] => [parentOf(path), path])
  const holdsSources = (folder: RepoPath) => tree.foldersIn(folder).some((inner) => /^(src|app|lib|server|source|api)$/.test(inner)) || tree.filesIn(folder).some((file) => file === 'project.json' || /\.[mc]?[jt]sx?$/.test(file) && !/config|setup|teardown/i.test(file))
  return new Map(homes.filter(([folder]) => folder !== '' && !manifests.has(folder) && !holdsSources(folder) && tree.code.some((path) => isInside(path, folder) && /\.(test|spec)\.[mc]?[jt]sx?$/.test(path))))
}

function stepsIn(tree: FileTree): Set<RepoPath> {
  return new Set(tree.code.flatMap((path) => { const found = STEPS.exec(path); return found ? [path.slice(0, found.index + found[0].length)] : [] }))
}

const setUpBy = (file: RepoPath): string => `The test runner that ${file} sets up runs it.`

function inProgram(file: RepoPath, text: string): Pattern[] {
  const isVite = /^vite(st)?/.test(nameOf(file))
  const folder = parentOf(file)
  const found: Pattern[] = []
  for (const match of text.matchAll(LIST)) {
    // A bundler's `include` lists sources; only the one among the tests lists tests.
    if (match[1] === 'include' && !(isVite && /\btest\s*:\s*\{(?:(?!\b(coverage|typecheck|benchmark)\s*:\s*\{)[\s\S])*$/.test(text.slice(0, match.index)))) continue
    found.push(...globbed(folder, file, [...match[2]!.matchAll(/(['"`])([^'"`\n]+)\1/g)].map(([, , glob]) => glob!)))
  }
  for (const [, , quoted, plain] of text.matchAll(REGEX)) found.push(...regular(folder, file, quoted?.replaceAll('\\\\', '\\') ?? plain!))
  return found
}

function inManifest({ raw, directory, path }: Manifest): Pattern[] {
  const jest = asObject(raw.jest)
  if (!jest) return []
  const home = typeof jest.rootDir === 'string' ? within(directory, jest.rootDir.replace(/^\.\/?/, '')).replace(/\/$/, '') : directory
  const regexes = typeof jest.testRegex === 'string' ? [jest.testRegex] : texts(jest.testRegex)
  return [...globbed(home, path, texts(jest.testMatch)), ...regexes.flatMap((regex) => regular(home, path, regex))]
}

function globbed(folder: RepoPath, file: RepoPath, globs: string[]): Pattern[] {
  const clean = globs.map((glob) => glob.replace(/^<rootDir>\/?|^\.\//, '')).filter((glob) => !glob.startsWith('!') && !glob.includes('${') && !glob.startsWith('..'))
  // `**/*.ts` would make every file a test; a runner set up so has other means to tell.
  const telling = clean.filter((glob) => !/^(src\/)?\*\*\/\*(\.[\w{},()|?[\]]+)?$/.test(glob))
  if (telling.length === 0) return []
  return [{ folder, because: setUpBy(file), matches: picomatch(telling, { dot: true }) }]
}

function regular(folder: RepoPath, file: RepoPath, source: string): Pattern[] {
  try {
    const regex = new RegExp(source)
    return [{ folder, because: setUpBy(file), matches: (path) => path.length < 500 && regex.test(`/${path}`) }]
  } catch {
    return []
  }
}
