import { parse, type ParseError } from 'jsonc-parser'
import type { Ecosystem } from '../ecosystem.js'
import type { FileTree } from '../files/tree.js'
import type { ReadText } from '../files/text.js'
import { listed, type Notes } from '../notes.js'
import { asObject, texts } from '../packages/layout.js'
import type { Manifest } from '../packages/manifests.js'
import { inOrder, join, nameOf, parentOf, within } from '../repo-path.js'
import type { RepoPath } from '../workspace.js'

/** One entry of `paths`: the pattern split at its star, and where it may point, best first. */
export interface Alias {
  pattern: string
  prefix: string
  /** Absent where the pattern has no star. */
  suffix?: string
  targets: RepoPath[]
}

/** What a tsconfig says about bare specifiers. */
export interface Aliases {
  file: RepoPath
  /** Most specific first, as TypeScript chooses. */
  entries: Alias[]
  /** `baseUrl`. */
  base?: RepoPath
  references: RepoPath[]
}

/**
 * Reads a tsconfig with everything that it extends.
 *
 * Not left to the resolver: it refuses every import of a file, even relative ones, once an `extends` names a package
 * that is not installed, and here none is. Packages of the repository are found by name instead.
 */
export class TsconfigReader {
  readonly #cache = new Map<RepoPath, Partial<Aliases>>()
  readonly #uninstalled = new Map<string, RepoPath[]>()

  constructor(
    private readonly tree: FileTree,
    private readonly read: ReadText,
    private readonly byName: ReadonlyMap<string, Manifest>,
    private readonly ecosystem: Ecosystem,
    private readonly notes: Notes,
  ) {}

  /** Every tsconfig and jsconfig of the repository, by folder; the one that editors use comes first. */
  readAll(): Map<RepoPath, Aliases[]> {
    const byFolder = new Map<RepoPath, Aliases[]>()
    const rank = (path: string) => (nameOf(path) === 'tsconfig.json' ? 0 : nameOf(path) === 'jsconfig.json' ? 1 : 2)
    const paths = this.tree.all.filter((path) => /^[jt]sconfig(\..+)?\.json$/.test(nameOf(path)))
    for (const path of paths.sort((a, b) => rank(a) - rank(b) || inOrder(a, b))) {
      const { entries = [], base, references = [] } = this.#read(path, [], parentOf(path))
      const folder = parentOf(path)
      byFolder.set(folder, [...(byFolder.get(folder) ?? []), { file: path, entries: [...entries].sort(bySpecificity), ...(base !== undefined && { base }), references }])
    }
    const names = [...this.#uninstalled.keys()].sort(inOrder)
    if (names.length > 0)
      this.notes.assume(
        `The tsconfig presets ${listed(names)} are not installed; they are taken to declare no path aliases.`,
        [...this.#uninstalled.values()].flat(),
      )
    return byFolder
  }

  #read(path: RepoPath, above: RepoPath[], leaf: RepoPath): Partial<Aliases> {
    if (above.includes(path)) {
      this.notes.blind(`The tsconfig extends itself: ${[...above, path].join(' -> ')}.`, above[0], 'Break the circle; path aliases from it are not seen.')
      return {}
    }
    const key = `${leaf}\n${path}`
    const known = this.#cache.get(key)
    if (known) return known
    const raw = this.#parse(path)
    const merged: Partial<Aliases> = {}
    for (const parent of typeof raw.extends === 'string' ? [raw.extends] : texts(raw.extends)) {
      const generated = this.#generated(parent, path)
      if (generated) merged.entries = generated
      const target = generated ? undefined : this.#locate(parent, path)
      if (target === undefined) continue
      const { entries, base } = this.#read(target, [...above, path], leaf)
      if (entries) merged.entries = entries
      if (base !== undefined) merged.base = base
    }
    const folder = parentOf(path)
    const options = asObject(raw.compilerOptions) ?? {}
    const at = (target: string) => (target.startsWith('${configDir}') ? join(leaf, target.slice('${configDir}'.length)) : join(folder, target))
    if (typeof options.baseUrl === 'string') merged.base = at(options.baseUrl)
    const paths = asObject(options.paths)
    if (paths) merged.entries = toAliases(paths, (target) => (target.startsWith('${configDir}') || typeof options.baseUrl !== 'string' ? at(target) : join(merged.base ?? folder, target)))
    merged.references = (Array.isArray(raw.references) ? raw.references : [])
      .map((reference) => asObject(reference)?.path)
      .filter((reference): reference is string => typeof reference === 'string')
      .map((reference) => this.#file(join(folder, reference)))
      .filter((reference): reference is string => reference !== undefined)
    this.#cache.set(key, merged)
    return merged
  }

  #parse(path: RepoPath): Record<string, unknown> {
    const text = this.read(path)
    if (text === undefined) return {}
    const errors: ParseError[] = []
    const value = asObject(parse(text, errors, { allowTrailingComma: true, allowEmptyContent: true }))
    if (errors.length > 0) this.notes.blind('The tsconfig is not valid JSON.', path, 'Repair the file; path aliases from it may not be seen.')
    return value ?? {}
  }

  /** The aliases that a framework will write, where it has not been run yet. */
  #generated(parent: string, from: RepoPath): Alias[] | undefined {
    const target = join(parentOf(from), parent)
    if (target === undefined) return undefined
    const kind = this.ecosystem.generatedTsconfigs.find(({ folder }) => nameOf(parentOf(target)) === folder)
    if (!kind || this.#file(target) !== undefined) return undefined
    const home = parentOf(parentOf(target))
    this.notes.assume(`${target} is not there; it is taken to hold the aliases that its framework writes by itself.`, [from])
    return toAliases(kind.paths, (path) => within(home, path))
  }

  #locate(parent: string, from: RepoPath): RepoPath | undefined {
    if (/^\.{1,2}(\/|$)/.test(parent)) {
      const target = join(parentOf(from), parent)
      const file = this.#file(target)
      if (file === undefined && target !== undefined)
        this.notes.blind(`The tsconfig extends ${parent}, which is not there.`, from, 'Repair the path; path aliases from it are not seen.')
      return file
    }
    const segments = parent.split('/')
    const name = segments.slice(0, parent.startsWith('@') ? 2 : 1).join('/')
    const manifest = this.byName.get(name)
    const rest = segments.slice(name.split('/').length).join('/')
    const file = manifest && this.#file(within(manifest.directory, rest || 'tsconfig.json'))
    if (file === undefined) this.#uninstalled.set(parent, [...(this.#uninstalled.get(parent) ?? []), from])
    return file
  }

  /** Presets may stand in a folder such as `.configs`, which is no folder of code and so not in the tree. */
  #file(target: RepoPath | undefined): RepoPath | undefined {
    if (target === undefined) return undefined
    return [target, `${target}.json`, within(target, 'tsconfig.json')].find((path) => this.tree.has(path) || (/(^|\/)\./.test(path) && this.read(path) !== undefined))
  }
}

function toAliases(paths: Record<string, unknown>, at: (target: string) => RepoPath | undefined): Alias[] {
  return Object.entries(paths).map(([pattern, targets]) => {
    const star = pattern.indexOf('*')
    return {
      pattern,
      prefix: star < 0 ? pattern : pattern.slice(0, star),
      ...(star >= 0 && { suffix: pattern.slice(star + 1) }),
      targets: texts(targets).map(at).filter((target): target is string => target !== undefined),
    }
  })
}

function bySpecificity(a: Alias, b: Alias): number {
  if ((a.suffix === undefined) !== (b.suffix === undefined)) return a.suffix === undefined ? -1 : 1
  return b.prefix.length - a.prefix.length
}

/** What stands for the star, the empty text where there is no star, undefined where the alias does not fit. */
export function starOf(alias: Alias, specifier: string): string | undefined {
  if (alias.suffix === undefined) return specifier === alias.prefix ? '' : undefined
  if (specifier.length < alias.prefix.length + alias.suffix.length) return undefined
  if (!specifier.startsWith(alias.prefix) || !specifier.endsWith(alias.suffix)) return undefined
  return specifier.slice(alias.prefix.length, specifier.length - alias.suffix.length)
}
