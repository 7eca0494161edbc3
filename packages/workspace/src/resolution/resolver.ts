import { isBuiltin } from 'node:module'
import { join as joinNative, relative, sep } from 'node:path'
import { ResolverFactory } from 'oxc-resolver'
import type { Sight } from '../changes/sight.js'
import { isCode, type FileTree } from '../files/tree.js'
import type { Manifest } from '../packages/manifests.js'
import { join, nearest, parentOf, upwards, within } from '../repo-path.js'
import type { RepoPath, Resolution } from '../workspace.js'
import { generatedAt, type GeneratedOutput } from './generated-clients.js'
import { entryCandidates, importCandidates } from './package-entry.js'
import { starOf, type Aliases } from './tsconfig.js'

/** What the resolver has to know of the repository. */
export interface ResolverInput {
  root: string
  tree: FileTree
  manifests: ReadonlyMap<RepoPath, Manifest>
  /** Packages that may be imported by name. */
  byName: ReadonlyMap<string, Manifest>
  /** The package that code in a folder gets by another package's name. */
  packageBehind: (name: string, folder: RepoPath) => string | undefined
  tsconfigs: ReadonlyMap<RepoPath, Aliases[]>
  generated: readonly GeneratedOutput[]
  sight?: Sight
}

/** Declarations come last: they hold no code, but they say what a name is. */
const CODE = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.d.ts', '.d.mts', '.d.cts']
const ASSET = /\.(json5?|jsonc|css|s[ac]ss|less|styl|pcss|svg|png|jpe?g|gif|webp|avif|ico|woff2?|ttf|otf|eot|mp[34]|webm|wav|pdf|html?|txt|mdx?|ya?ml|toml|csv|graphql|gql|sql|prisma|proto|wasm|node|vue|svelte|astro|hbs|ejs|pug|njk|mjml|xml|pem|crt|key|map|po|lua|wgsl|glsl)$/i
/** Modules that the runtime itself provides. */
const RUNTIME = /^(node|bun|deno|cloudflare|workerd|electron):/
const NAME = /^(@[a-z0-9~-][\w.~-]*\/)?[a-z0-9~_-][\w.~-]*$/i

/** Answers where an import leads, without `node_modules`: bare names are packages of the repository or libraries. */
export class Resolver {
  readonly #oxc = new ResolverFactory({
    extensions: [...CODE, '.json', '.node'],
    extensionAlias: { '.js': ['.ts', '.tsx', '.js', '.jsx', '.d.ts'], '.jsx': ['.tsx', '.jsx'], '.mjs': ['.mts', '.mjs', '.d.mts'], '.cjs': ['.cts', '.cjs', '.d.cts'] },
    conditionNames: ['source', 'development', 'import', 'require', 'node', 'default'],
    mainFields: ['source', 'module', 'main'],
    // Paths stay inside the root even where the root itself is a link.
    symlinks: false,
    modules: [],
    nodePath: false,
  })
  /** Where folders that are not listed could say what they are: a `package.json` there may lead anywhere. */
  readonly probedOutside = new Set<RepoPath>()
  readonly #answers = new Map<RepoPath, Map<string, Resolution>>()
  readonly #aliases = new Map<RepoPath, Aliases[]>()

  constructor(private readonly input: ResolverInput) {}

  /** Forgets every answer, after files have come or gone. */
  clear(): void {
    this.#answers.clear()
    this.#oxc.clearCache()
  }

  resolve(specifier: string, from: RepoPath): Resolution {
    // What an import means depends on the folder alone.
    const folder = parentOf(from)
    let known = this.#answers.get(folder)
    if (!known) this.#answers.set(folder, (known = new Map<string, Resolution>()))
    let answer = known.get(specifier)
    if (!answer) known.set(specifier, (answer = this.#asLibrary(this.#decide(specifier.replace(/[?].*$/, ''), folder), folder)))
    return answer
  }

  /** Generated code that somebody committed is the library's all the same, except to itself. */
  #asLibrary(found: Resolution, folder: RepoPath): Resolution {
    if (found.is !== 'file' || generatedAt(within(folder, 'x'), this.input.generated)) return found
    return this.#generated(found.path) ?? found
  }

  #decide(specifier: string, folder: RepoPath): Resolution {
    if (specifier === '') return { is: 'unresolved', reason: 'The specifier is empty.' }
    if (/^\.{1,2}(\/|$)/.test(specifier)) return this.#relative(specifier, folder)
    if (RUNTIME.test(specifier) || isBuiltin(specifier)) return { is: 'builtin', module: specifier.replace(/^node:/, '') }
    if (/^(npm|jsr):/.test(specifier)) return libraryNamed(specifier.slice(4).replace(/(.)@[^/]*/, '$1'))
    if (/^[a-z][a-z0-9+.-]+:/i.test(specifier)) return { is: 'unresolved', reason: `\`${specifier}\` is provided by a bundler or fetched by URL.` }
    if (specifier.startsWith('/')) return { is: 'unresolved', reason: `\`${specifier}\` is an absolute path.` }
    return this.#byAlias(specifier, folder) ?? this.#byImports(specifier, folder) ?? this.#renamed(specifier, folder) ?? this.#byPackage(specifier, folder) ?? this.#bare(specifier, folder)
  }

  /** `"search7": "npm:@search/client@7.12.0"`: a package under a name of its own. */
  #renamed(specifier: string, folder: RepoPath): Resolution | undefined {
    const name = nameIn(specifier)
    const behind = this.input.packageBehind(name, folder)
    if (behind === undefined) return undefined
    const renamed = behind + specifier.slice(name.length)
    const found = this.#byPackage(renamed, folder) ?? libraryNamed(renamed)
    return found.is === 'library' ? { ...found, as: name } : found
  }

  #relative(specifier: string, folder: RepoPath): Resolution {
    const path = join(folder, specifier)
    if (path === undefined) return { is: 'unresolved', reason: `\`${specifier}\` leads out of the repository.` }
    const inModules = /(?:^|\/)node_modules\/(.+)$/.exec(path)?.[1]
    if (inModules) return libraryNamed(inModules)
    // A trailing slash or a last segment of dots asks for the folder, even where a file has that name.
    const found = this.#probe(/(^|\/)\.{0,2}$/.test(specifier) ? `${path}/` : path)
    return found ?? this.#absent(path, specifier)
  }

  /** The code or asset at a path without regard to extension; nothing that git leaves out. */
  #probe(path: string): Resolution | undefined {
    const { root, tree } = this.input
    if (tree.has(path) && !path.endsWith('.js') && !path.endsWith('.jsx')) return leadsTo(path)
    if (!tree.hasFolder(parentOf(path))) {
      const manifest = within(path.replace(/\/$/, ''), 'package.json')
      this.input.sight?.uses(manifest)
      this.probedOutside.add(manifest)
    }
    const found = this.#oxc.sync(root, joinNative(root, path) + (path.endsWith('/') ? '/' : '')).path
    if (found === undefined) return undefined
    const inside = relative(root, found).split(sep).join('/')
    return tree.has(inside) ? leadsTo(inside) : undefined
  }

  #absent(path: RepoPath, specifier: string): Resolution {
    const generated = generatedAt(path, this.input.generated)
    if (generated?.library) return { is: 'library', name: generated.library, module: generated.library, path }
    if (ASSET.test(specifier)) return { is: 'asset', path }
    if (generated) return { is: 'unresolved', reason: `\`${specifier}\` is generated from ${generated.schema} by ${generated.provider} and not in the repository.` }
    if (this.input.tree.ignores(path)) return { is: 'unresolved', reason: `\`${specifier}\` points at ${path}, which git ignores: it is generated or built.` }
    return { is: 'unresolved', reason: `\`${specifier}\` points at ${path}, where no file is.` }
  }

  #byAlias(specifier: string, folder: RepoPath): Resolution | undefined {
    let missed: Resolution | undefined
    for (const aliases of this.#aliasesFor(folder)) {
      for (const alias of aliases.entries) {
        const star = starOf(alias, specifier)
        if (star === undefined) continue
        for (const target of alias.targets) {
          const path = join('', target.replace('*', star))
          const found = path === undefined ? undefined : this.#probe(path) ?? this.#generated(path)
          // Declarations for a library say nothing of its code.
          if (found && !(found.is === 'file' && /\.d\.[mc]?ts$/.test(found.path) && NAME.test(nameIn(specifier)))) return found
          if (path !== undefined && alias.prefix !== '' && !/(?:^|\/)node_modules\//.test(path)) missed ??= this.#absent(path, specifier)
        }
        break
      }
      const found = aliases.base === undefined ? undefined : this.#probe(within(aliases.base, specifier))
      if (found) return found
    }
    return missed && !this.#isDeclared(nameIn(specifier), folder) && !this.input.byName.has(nameIn(specifier)) ? missed : undefined
  }

  #generated(path: RepoPath): Resolution | undefined {
    const library = generatedAt(path, this.input.generated)?.library
    return library === undefined ? undefined : { is: 'library', name: library, module: library, path }
  }

  #byImports(specifier: string, folder: RepoPath): Resolution | undefined {
    if (!specifier.startsWith('#')) return undefined
    const manifest = nearest(this.input.manifests, folder)
    for (const candidate of manifest ? importCandidates(manifest, specifier) : []) {
      const path = join(manifest!.directory, candidate)
      const found = path === undefined ? undefined : this.#probe(path)
      if (found) return found
      if (NAME.test(nameIn(candidate)) && this.#isDeclared(nameIn(candidate), folder)) return this.#decide(candidate, folder)
    }
    return { is: 'unresolved', reason: `\`${specifier}\` is in no \`imports\` of ${manifest?.path ?? 'a package.json'} that leads to a file.` }
  }

  #byPackage(specifier: string, folder: RepoPath): Resolution | undefined {
    const name = nameIn(specifier)
    const manifest = this.input.byName.get(name)
    if (!manifest) return undefined
    const subpath = specifier === name ? '.' : `.${specifier.slice(name.length)}`
    let declarations: Resolution | undefined
    for (const candidate of entryCandidates(manifest, subpath)) {
      const path = join(manifest.directory, candidate)
      if (path === undefined) continue
      const found = this.#probe(path) ?? this.#generated(path)
      if (found?.is === 'file' && /\.d\.[mc]?ts$/.test(found.path)) declarations ??= found
      else if (found) return found
    }
    if (declarations) return declarations
    const path = join(manifest.directory, subpath) ?? manifest.directory
    const missing = this.#absent(path, specifier)
    if (missing.is !== 'unresolved' || generatedAt(path, this.input.generated) || this.input.tree.ignores(path)) return missing
    // The root of a product's repository often bears the name of the library that the product publishes.
    if ((manifest.directory === '' || this.input.tree.codeBelow(manifest.directory) === 0) && this.#isDeclared(name, folder)) return libraryNamed(specifier)
    return { is: 'unresolved', reason: `\`${specifier}\`: ${manifest.path} names no source for it.` }
  }

  #bare(specifier: string, folder: RepoPath): Resolution {
    const name = nameIn(specifier)
    if (!NAME.test(name)) return { is: 'unresolved', reason: `\`${specifier}\` looks like a path alias, but no tsconfig above declares it.` }
    if (!this.#isDeclared(name, folder)) {
      // `src/orders` and `app/orders` work through NODE_PATH or a loader's alias.
      const owner = nearest(this.input.manifests, folder)
      const home = owner?.directory ?? ''
      const first = specifier.split('/')[0]!
      const found = specifier !== first && this.input.tree.hasFolder(within(home, first)) ? this.#probe(within(home, specifier)) : undefined
      if (found) return found
    }
    return libraryNamed(specifier)
  }

  #isDeclared(name: string, folder: RepoPath): boolean {
    for (const at of upwards(folder)) {
      const manifest = this.input.manifests.get(at)
      if (manifest && Object.hasOwn(manifest.dependencies, name)) return true
    }
    return false
  }

  /** The aliases that may hold for a folder: its own tsconfig, those it refers to, its siblings, then the ones above. */
  #aliasesFor(folder: RepoPath): Aliases[] {
    const known = this.#aliases.get(folder)
    if (known) return known
    const chain: Aliases[] = []
    let own = true
    for (const at of upwards(folder)) {
      const here = this.input.tsconfigs.get(at)
      if (!here) continue
      const [main, ...siblings] = here
      const referred = main!.references.map((path) => this.input.tsconfigs.get(parentOf(path))?.find(({ file }) => file === path)).filter((found) => found !== undefined)
      // `baseUrl` of a tsconfig further up is not in force here.
      for (const aliases of [main!, ...referred, ...siblings])
        if (!chain.some(({ file }) => file === aliases.file)) chain.push(own ? aliases : { ...aliases, base: undefined })
      own = false
    }
    const useful = chain.filter(({ entries, base }) => entries.length > 0 || base !== undefined)
    this.#aliases.set(folder, useful)
    return useful
  }
}

function leadsTo(path: RepoPath): Resolution {
  return isCode(path) ? { is: 'file', path } : { is: 'asset', path }
}

function nameIn(specifier: string): string {
  return specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
}

function libraryNamed(specifier: string): Resolution {
  return { is: 'library', name: nameIn(specifier), module: specifier.replace(/\/$/, '') }
}
