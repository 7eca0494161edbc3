import type { Ecosystem } from '../ecosystem.js'
import type { FileTree } from '../files/tree.js'
import { says, type ReadText } from '../files/text.js'
import type { Manifest } from '../packages/manifests.js'
import { browserOnly, dependsOnAny, dependsOnServer } from '../packages/nature.js'
import { below, isInside, nameOf, parentOf, upwards, within } from '../repo-path.js'
import type { RepoPath, Resolution } from '../workspace.js'
import { browserEntries } from './bundles.js'
import { scopeByPath, type Verdict } from './by-path.js'

const BROWSER_FOLDER = /^(client|frontend|front-end|web|ui|browser|app)$/
const SERVER_FOLDER = /^(server|backend|back-end|api)$/

/** What a file's package says of its scope. */
export class PackageScopes {
  readonly #verdicts = new Map<RepoPath, Verdict | undefined>()
  readonly #halves = new Map<RepoPath, boolean>()
  readonly #workspaces = new Map<RepoPath, RepoPath | undefined>()
  readonly #builtOn = new Map<RepoPath, boolean>()
  #bundled: ReadonlyMap<RepoPath, RepoPath> | undefined

  constructor(
    private readonly tree: FileTree,
    private readonly read: ReadText,
    private readonly ecosystem: Ecosystem,
    /** The packages that depend on each other one, by name. */
    private readonly users: ReadonlyMap<string, readonly Manifest[]>,
    private readonly resolve: (specifier: string, from: RepoPath) => Resolution,
  ) {}

  of(path: RepoPath, manifest: Manifest | undefined): Verdict | undefined {
    if (!manifest) return undefined
    return this.#ofPackage(manifest) ?? this.#byApplication(path, manifest) ?? this.#byHalf(path, manifest) ?? this.#byBundle(path)
  }

  /** An application without a package.json of its own that is a page: Nx keeps all dependencies at the root. */
  isBrowserApplication(folder: RepoPath): boolean {
    const files = (at: string) => this.tree.has(within(folder, at))
    return files('project.json') && (files('index.html') || files('src/index.html')) && !files('src/main.server.ts')
  }

  /** Whether the package shows pages, so that some of its files may be a browser's. */
  hasPages(manifest: Manifest | undefined): boolean {
    const { browserFrameworks, fullStackFrameworks } = this.ecosystem
    return manifest !== undefined && (dependsOnAny(manifest, browserFrameworks, 'dependencies') ?? dependsOnAny(manifest, fullStackFrameworks, 'dependencies')) !== undefined
  }

  /** The folder of the workspace to which a package belongs, where that is not the whole repository. */
  workspaceOf(manifest: Manifest | undefined): RepoPath | undefined {
    if (!manifest) return undefined
    const { directory } = manifest
    if (!this.#workspaces.has(directory)) this.#workspaces.set(directory, [...upwards(parentOf(directory))].find((folder) => folder !== '' && ['pnpm-workspace.yaml', 'lerna.json'].some((name) => this.tree.has(within(folder, name)))))
    return this.#workspaces.get(directory)
  }

  #byApplication(path: RepoPath, manifest: Manifest): Verdict | undefined {
    for (const folder of upwards(parentOf(path))) {
      if (folder === manifest.directory || !isInside(folder, manifest.directory)) return undefined
      if (this.isBrowserApplication(folder)) return { scope: 'browser', because: `The application in \`${folder}\` is a page: it has an \`index.html\` and no server.` }
    }
    return undefined
  }

  /** Whether a script of the package that people run by hand (`db:seed`, `import:users`, `eval:prompts`) names the file. */
  isRunByHand(path: RepoPath, manifest: Manifest | undefined): boolean {
    if (!manifest) return false
    const inside = below(path, manifest.directory).replace(/\.[mc]?[jt]sx?$/, '')
    return Object.entries(manifest.scripts).some(([name, command]) =>
      /^(?:admin|db|seed|migrate|generate|gen|codegen|import|export|ingest|backfill|evals?|bench(?:mark)?|smoke|setup|scripts?|tools?|check|i18n|prebuild|postinstall|prepare|release)(?::|$)/.test(name)
      && command.split(/[\s;&|]+/).some((word) => word.replace(/^\.\//, '').replace(/\.[mc]?[jt]sx?$/, '') === inside))
  }

  /** Whether the package's start script, `main` or container names the file, whatever folder it stands in. */
  isStarted(path: RepoPath, manifest: Manifest | undefined): boolean {
    if (!manifest) return false
    const inside = below(path, manifest.directory).replace(/\.[mc]?[jt]sx?$/, '')
    const commands = Object.entries(manifest.scripts).filter(([name]) => /^(start|serve)(:(prod|production|server))?$/.test(name)).map(([, command]) => command)
    return commands.some((command) => command.split(/[\s;&|]+/).some((word) => word.replace(/^\.\//, '').replace(/\.[mc]?[jt]sx?$/, '') === inside))
  }

  /** Whether it is a file of a library that gives nothing and that nothing of that library names: somebody runs it by hand. */
  isRunAlone(path: RepoPath, text: string, manifest: Manifest | undefined): boolean {
    if (!manifest || !isLibrary(manifest) || GIVES.test(text) || !TAKES.test(text)) return false
    const name = nameOf(path).replace(/\.[mc]?[jt]sx?$/, '')
    const naming = new RegExp(`[/'"\`]${name.replaceAll(/[^\w-]/g, '\\$&')}(?:\\.[mc]?[jt]sx?)?['"\`]`)
    const entries = JSON.stringify([manifest.raw.main, manifest.raw.module, manifest.raw.exports, manifest.raw.tshy, manifest.raw.source])
    if (name === 'index' || new RegExp(`/${name}\\.`).test(entries)) return false
    return !this.tree.code.some((other) => other !== path && isInside(other, manifest.directory) && this.read.asks(other, naming, says))
  }

  /** Whether code of the program imports from a folder of its own whenever it starts. */
  isBuiltOn(folder: RepoPath, manifest: Manifest | undefined): boolean {
    let known = this.#builtOn.get(folder)
    if (known === undefined) this.#builtOn.set(folder, (known = this.#importersOf(folder, manifest?.directory ?? '').some((path) => !scopeByPath(path, manifest?.directory ?? '', this.ecosystem))))
    return known
  }

  #importersOf(folder: RepoPath, home: RepoPath): RepoPath[] {
    const naming = new RegExp(`(?:^|\\n)(?:(?:import|export)\\s+(?!type\\b)[^;'"]*\\bfrom|(?:const|let|var)\\s[^;'"]*=\\s*require\\()\\s*['"]([^'"\\n]*${nameOf(folder).replaceAll(/[^\w-]/g, '\\$&')}[^'"\\n]*)['"]`, 'g')
    const leadsIn = (path: RepoPath) => this.read.asks(path, naming, named).map((specifier) => this.resolve(specifier, path)).some((target) => target.is === 'file' && isInside(target.path, folder))
    return this.tree.code.filter((path) => isInside(path, home) && !isInside(path, folder) && leadsIn(path))
  }

  #ofPackage(manifest: Manifest): Verdict | undefined {
    const { directory } = manifest
    if (!this.#verdicts.has(directory)) {
      // Packages may depend on each other in a circle: while one is being decided it counts as undecided.
      this.#verdicts.set(directory, undefined)
      this.#verdicts.set(directory, this.#decide(manifest))
    }
    return this.#verdicts.get(directory)
  }

  #decide(manifest: Manifest): Verdict | undefined {
    // Tests and examples that use a package say nothing of where it runs.
    const users = (this.users.get(manifest.name) ?? []).filter(({ directory, path }) => directory !== '' && !scopeByPath(path, directory, this.ecosystem))
    const browser = browserOnly(manifest, users.length > 0, this.tree, this.read, this.ecosystem) ?? this.#onlyUsedByPages(manifest, users)
    if (browser) return { scope: 'browser', because: `Its package \`${manifest.name}\` ${browser}.` }
    const running = users.filter((user) => manifest.name in user.runtime)
    if (isTool(manifest, this.ecosystem) && running.length === 0) return { scope: 'script', because: `Its package \`${manifest.name}\` is a command-line tool (\`bin\`) that no other runs with.` }
    if (manifest.raw.private === true && users.length > 0 && running.length === 0 && !manifest.scripts.start) {
      return { scope: 'test', because: `Its package \`${manifest.name}\` is private, and others name it among their \`devDependencies\` alone.` }
    }
    return undefined
  }

  #onlyUsedByPages(manifest: Manifest, users: readonly Manifest[]): string | undefined {
    if (users.length === 0 || dependsOnServer(manifest, this.ecosystem)) return undefined
    return users.every((user) => this.#ofPackage(user)?.scope === 'browser') ? `is used only by packages of the browser, such as \`${users[0]!.name}\`` : undefined
  }

  /** In a package with both halves, the folder beside `server` is the browser's. */
  #byHalf(path: RepoPath, manifest: Manifest): Verdict | undefined {
    const { ecosystem, tree } = this
    if (dependsOnAny(manifest, ecosystem.fullStackFrameworks, 'dependencies') || !dependsOnAny(manifest, ecosystem.browserFrameworks, 'dependencies')) return undefined
    for (const folder of upwards(path)) {
      if (!isInside(folder, manifest.directory) || folder === manifest.directory) return undefined
      if (!BROWSER_FOLDER.test(nameOf(folder))) continue
      const above = parentOf(folder)
      let half = this.#halves.get(folder)
      if (half === undefined) this.#halves.set(folder, (half = tree.foldersIn(above).some((sibling) => SERVER_FOLDER.test(sibling)) && !this.#talksToServer(folder)))
      if (half) return { scope: 'browser', because: `The folder \`${folder}\` stands beside the server's and imports nothing of a server.` }
    }
    return undefined
  }

  #byBundle(path: RepoPath): Verdict | undefined {
    const config = (this.#bundled ??= browserEntries(this.tree, this.read)).get(path)
    return config === undefined ? undefined : { scope: 'browser', because: `A bundle for the browser begins with it: \`${config}\` names it.` }
  }

  #talksToServer(folder: RepoPath): boolean {
    const server = [...this.ecosystem.serverFrameworks, ...this.ecosystem.serverLibraries]
    const imports = new RegExp(`(?:from\\s*|require\\()['"](?:${server.map((name) => name.replaceAll('.', '\\.')).join('|')})(?:/[^'"]*)?['"]`)
    return this.tree.code.some((path) => isInside(path, folder) && !/(^|\/)(__tests__|tests?)\/|\.(test|spec)\./.test(path) && this.read.asks(path, imports, says))
  }
}

/** What stands in the first group of each match. */
const named = (text: string, pattern: RegExp): string[] => Array.from(text.matchAll(pattern), ([, name]) => name!)

const GIVES = /\bexport\b|\bexports\b/
const TAKES = /\bimport\b|\brequire\s*\(/

/** A package that is published for others to import, and that starts nothing itself. */
function isLibrary({ raw, scripts }: Manifest): boolean {
  const isPublished = raw.private !== true && (raw.files ?? raw.publishConfig) !== undefined
  return isPublished && (raw.main ?? raw.module ?? raw.exports) !== undefined && raw.bin === undefined && !Object.keys(scripts).some((name) => /^(start|serve|dev)(:|$)/.test(name))
}

/** A package whose purpose is a command that somebody runs. */
export function isTool(manifest: Manifest, ecosystem: Ecosystem): boolean {
  if (manifest.raw.bin === undefined) return false
  // A tool may open a socket for its own page or tunnel; it is no server for that.
  return dependsOnAny(manifest, ecosystem.serverFrameworks) === undefined || dependsOnAny(manifest, ecosystem.commandLines) !== undefined && dependsOnAny(manifest, ecosystem.httpFrameworks) === undefined
}
