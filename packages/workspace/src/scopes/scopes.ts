import { isDeepStrictEqual } from 'node:util'
import picomatch from 'picomatch'
import type { Ecosystem } from '../ecosystem.js'
import type { ReadText } from '../files/text.js'
import type { Manifest } from '../packages/manifests.js'
import { nearest } from '../repo-path.js'
import type { Config, FileScope, RepoPath } from '../workspace.js'
import { scopeByPath, type Verdict } from './by-path.js'
import { asksAtTerminal, scopeByText } from './by-text.js'
import type { PackageScopes } from './package-scopes.js'

/** Answers which scope a file has, and why. Reads the file only where its place does not settle it. */
export class Scopes {
  readonly #verdicts = new Map<RepoPath, Verdict>()
  readonly #configured: { verdict: Verdict; matches: (path: string) => boolean }[]

  constructor(
    config: Config,
    private readonly manifests: ReadonlyMap<RepoPath, Manifest>,
    private readonly packages: PackageScopes,
    private readonly tests: (path: RepoPath) => string | undefined,
    private readonly read: ReadText,
    private readonly ecosystem: Ecosystem,
  ) {
    this.#configured = Object.entries(config.scopes).map(([scope, globs]) => ({
      verdict: { scope: scope as FileScope, because: `The configuration lists it under \`scopes.${scope}\`.` },
      matches: picomatch(globs, { dot: true }),
    }))
  }

  of(path: RepoPath): Verdict {
    let verdict = this.#verdicts.get(path)
    if (!verdict) this.#verdicts.set(path, (verdict = this.#decide(path)))
    return verdict
  }

  /** Whether a file would be taken for something else than it was. */
  isOther(path: RepoPath): boolean {
    const verdict = this.#verdicts.get(path)
    return verdict !== undefined && !isDeepStrictEqual(this.#decide(path), verdict)
  }

  /** Forgets a file whose text has changed. */
  forget(path: RepoPath): void {
    this.#verdicts.delete(path)
  }

  #decide(path: RepoPath): Verdict {
    const configured = this.#configured.find(({ matches }) => matches(path))
    if (configured) return configured.verdict
    const manifest = nearest(this.manifests, path)
    const byPath = scopeByPath(path, manifest?.directory ?? '', this.ecosystem, this.packages.workspaceOf(manifest))
    const started = byPath?.scope === 'script' && this.packages.isStarted(path, manifest)
    const isPart = byPath?.byName !== undefined && this.packages.isBuiltOn(byPath.byName, manifest)
    if (byPath && !started && !isPart) return byPath
    const tests = this.tests(path)
    if (tests) return { scope: 'test', because: tests }
    if (!started && this.packages.isRunByHand(path, manifest)) return { scope: 'script', because: 'A script of its package that people run by hand names it.' }
    const byPackage = this.packages.of(path, manifest)
    if (byPackage) return byPackage
    const text = this.read(path)
    const byText = text === undefined ? undefined : scopeByText(path, text, this.packages.hasPages(manifest), this.ecosystem)
    if (byText) return byText
    const asking = started || text === undefined ? undefined : asksAtTerminal(text, manifest, this.ecosystem)
    if (asking !== undefined) return { scope: 'script', because: `It imports \`${asking}\`, which asks a person at a terminal.` }
    if (!started && text !== undefined && this.packages.isRunAlone(path, text, manifest)) return { scope: 'script', because: 'It gives nothing, and nothing of its library names it: somebody runs it by hand.' }
    return { scope: 'production', because: started ? 'The package starts it, so it runs on a server.' : 'Nothing says otherwise, so it is taken to run on a server.' }
  }
}

