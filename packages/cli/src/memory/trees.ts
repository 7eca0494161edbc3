import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, relative, resolve, sep } from 'node:path'
import type { Examination, Finding, Place } from '@bulkhead/analysis'
import type { Config } from '@bulkhead/workspace'
import { digestOfFile, type FileTree } from '@bulkhead/workspace/outline'
import type { Engine } from '../engine.js'
import { today } from '../old-code/day.js'
import { gitIn, textAt } from '../old-code/git.js'
import { entriesIn } from '../old-code/write-index.js'
import type { RepositoryOptions } from '../repository.js'
import { passedIn } from './memory.js'
import { shelfIn, type Shelf } from './shelf.js'
import { versions } from './versions.js'

const STATE = 'committed-'

/** What makes git write other bytes than it keeps. */
const WRITES_OTHERWISE = '^(core\\.(autocrlf|eol|attributesfile|symlinks|ignorecase|precomposeunicode)|filter\\.)'

/** What was found in a state that git keeps, and by what the places are known that take part. */
export interface Then {
  findings: readonly Finding[]
  identify: Engine['identify']
}

interface Kept {
  findings: readonly Finding[]
  identities: Record<string, ReturnType<Engine['identify']>>
}

/** What was found, with all that will be asked about it: the folder may be gone by then. */
export function keptOf(findings: readonly Finding[], identify: Engine['identify']): Kept {
  return { findings, identities: Object.fromEntries(findings.flatMap(({ related }) => related).map(place => [keyOf(place), identify(place)])) }
}

/** The same, to be asked. */
export function thenOf({ findings, identities }: Kept): Then {
  return { findings, identify: place => identities[keyOf(place)]! }
}

/** Remembers what states of a repository hold that git keeps: by their trees, which say every file. */
export class Trees {
  /** Configurations at the top of trees, by their names. */
  private readonly configs = new Map<string, string[]>()

  private constructor(private readonly shelf: Shelf, private readonly root: string, private readonly options: RepositoryOptions, private readonly place: { top: string; prefix: string; settings: string }) {}

  /** Those of a repository; undefined where nothing is to be remembered. */
  static async of(this: void, root: string, options: RepositoryOptions & { cache?: boolean }): Promise<Trees | undefined> {
    const shelf = options.cache === false ? undefined : shelfIn(root)
    if (!shelf) return undefined
    const git = gitIn(root)
    const [top = '', prefix = '', attributes = ''] = (await git.raw('rev-parse', '--show-toplevel', '--show-prefix', '--git-path', 'info/attributes')).split('\n')
    const configured = await git.raw('config', '--get-regexp', WRITES_OTHERWISE).catch(() => '')
    return new Trees(shelf, root, options, { top, prefix, settings: [configured, ...[resolve(root, attributes), join(top, '.gitattributes')].map(textAt)].join('\0') })
  }

  /** The tree of a folder as it was at a commit; undefined where it was not there. */
  at(commit: string): Promise<string | undefined> {
    return gitIn(this.root).raw('rev-parse', '--verify', '--quiet', `${commit}:${this.place.prefix}`).then(said => said.trim() || undefined, () => undefined)
  }

  /** The tree that a commit of what is staged would have; undefined where there is none, or where what was written for a look is not the same. Neither the index nor what git keeps is changed. */
  async staged(index: string | undefined): Promise<string | undefined> {
    const folder = mkdtempSync(join(tmpdir(), 'bulkhead-tree-'))
    const { top, prefix } = this.place
    try {
      const git = gitIn(top)
      const [path = '', objects = ''] = (await git.raw('rev-parse', '--git-path', 'index', '--git-path', 'objects')).split('\n')
      const copy = join(folder, 'index')
      copyFileSync(index ?? resolve(top, path), copy)
      mkdirSync(join(folder, 'objects'))
      const own = gitIn(top, copy, { GIT_OBJECT_DIRECTORY: join(folder, 'objects'), GIT_ALTERNATE_OBJECT_DIRECTORIES: resolve(top, objects) })
      const whole = (await own.raw('write-tree')).trim()
      // What is only announced to be added is in no commit.
      const kept = (await own.raw('ls-tree', '-r', '-z', whole)).split('\0').filter(entry => entry !== '' && !entry.startsWith('160000 '))
      if (kept.length !== (await entriesIn(own)).length) return undefined
      const tree = prefix === '' ? whole : (await own.raw('rev-parse', '--verify', '--quiet', `${whole}:${prefix}`)).trim()
      // Asked while the tree can be read.
      await this.configsIn(tree, own)
      return tree
    } catch {
      return undefined
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }

  /** The tree of the last commit and what it holds, where what lies in the work tree is that and nothing else that could be seen. */
  async clean({ all, besides }: Pick<FileTree, 'all' | 'besides'>): Promise<{ tree: string; kept: ReadonlySet<string> } | undefined> {
    const git = gitIn(this.root, undefined, { GIT_OPTIONAL_LOCKS: '0' })
    const [tree, changed, listed] = await Promise.all([this.at('HEAD'), git.raw('status', '--porcelain', '-z', '--untracked-files=all', '--', '.'), git.raw('ls-files', '-v', '-z')])
    if (tree === undefined || changed !== '' || this.writesOtherwise) return undefined
    const entries = listed.split('\0').filter(entry => entry !== '')
    const kept = new Set(entries.map(entry => entry.slice(2)))
    const isPlain = (path: string): boolean => kept.has(path) && staysIn(this.root, path) || path.endsWith('/') && digestOfFile(this.root, `${path}package.json`) === ''
    // git looks away from some, and the commit would be written with other bytes where attributes say so.
    const isAsSeen = entries.every(entry => entry.startsWith('H ')) && !entries.some(entry => basename(entry) === '.gitattributes')
    return isAsSeen && all.every(path => kept.has(path)) && besides.every(isPlain) ? { tree, kept } : undefined
  }

  private get writesOtherwise(): boolean {
    return /^core\.(autocrlf|eol) /m.test(this.place.settings) || this.place.settings.split('\0').slice(1).some(text => text !== '')
  }

  /** Whether it takes running a configuration to know what holds in a tree. */
  async takesConfig(tree: string): Promise<boolean> {
    const { configExecution, config } = this.options
    if (!configExecution) return false
    if (config !== undefined && !config.endsWith('.json')) return true
    return (await this.configsIn(tree)).some(name => !name.endsWith('.json'))
  }

  /** What is known of a tree; with the configuration, where it takes one. */
  async known(tree: string, config?: Config): Promise<Then | undefined> {
    const name = await this.nameOf(tree, config)
    const text = this.shelf.read(name)
    if (text === undefined) return undefined
    this.shelf.touch(name)
    return thenOf(JSON.parse(text) as Kept)
  }

  /** Leaves what was found in a tree for the next run, unless it rests on more. */
  async keep(tree: string, { findings, notJudged }: Pick<Examination, 'findings' | 'notJudged'>, { identify, workspace }: Pick<Engine, 'identify' | 'workspace'>): Promise<void> {
    if (notJudged.some(({ passing }) => passing) || [...workspace.restsOn().keys()].some(path => path.startsWith('..'))) return
    const name = await this.nameOf(tree, await this.takesConfig(tree) ? workspace.config : undefined)
    this.shelf.write(name, JSON.stringify(keptOf(findings, identify)))
    this.shelf.touch(name)
    this.shelf.tidy(STATE)
  }

  private async nameOf(tree: string, config: Config | undefined): Promise<string> {
    const { configExecution, config: named } = this.options
    const hasData = config === undefined && (named !== undefined || (await this.configsIn(tree)).length > 0)
    const days = hasData ? today() : config && passedIn(config, today())
    const way = named === undefined ? undefined : relative(this.root, resolve(named)).split(sep).join('/')
    return `${STATE}${createHash('sha256').update(JSON.stringify([versions(), basename(this.root), this.place.settings, configExecution, way, tree, config, days])).digest('hex').slice(0, 32)}.json`
  }

  private async configsIn(tree: string, git = gitIn(this.root)): Promise<string[]> {
    const known = this.configs.get(tree)
    if (known) return known
    const found = (await git.raw('ls-tree', '--name-only', '-z', '--full-tree', tree)).split('\0').filter(name => /^bulkhead\.config\.\w+$/.test(name))
    this.configs.set(tree, found)
    return found
  }
}

const keyOf = ({ file, line, column, endLine, endColumn }: Place): string => `${file}:${line}:${column}:${endLine}:${endColumn}`

/** Whether a link leads to something in the same folder: elsewhere the commit would have to lie beside the same things. */
function staysIn(root: string, path: string): boolean {
  try {
    return !relative(realpathSync(root), realpathSync(join(root, path))).startsWith('..')
  } catch {
    return false
  }
}
