import type { RepoPath } from '@bulkhead/workspace'
import type { Project } from '../project.js'
import type { Borders } from './borders.js'
import { callsOf } from './calls.js'
import { dependenciesOf, type Dependency, type Territory } from './dependencies.js'
import { loopsAmong, linksAmong, type Link, type Loop, type Tie } from './loops.js'
import { deployedServices, type Deployed } from './ownership.js'

/** How the services of a repository depend on each other, and who is named for them: looked for once, asked file by file. */
export class Neighbours {
  private links: Map<RepoPath, { link: Link; loop?: Loop }[]> | undefined
  private deployed: Deployed[] | undefined
  private sending: Set<RepoPath> | undefined
  private taken: Set<RepoPath> | undefined

  constructor(private readonly project: Project, private readonly borders: Borders, private readonly territory: Territory, private readonly today: string) {}

  dependencies(file: RepoPath): Dependency[] {
    return this.borders.leads(file) ? [...dependenciesOf(this.project, file, this.territory, { today: this.today, imported: () => this.imported() })] : []
  }

  /** The links that begin in a file, each with the loop in which it is the cheapest to cut. */
  linksIn(file: RepoPath): { link: Link; loop?: Loop }[] {
    return (this.links ??= this.findLinks()).get(file) ?? []
  }

  /** Every service that is deployed. */
  deployables(): Deployed[] {
    return (this.deployed ??= deployedServices(this.project, this.territory))
  }

  private calls(file: RepoPath): Tie[] {
    this.sending ??= new Set(this.project.sending())
    return this.sending.has(file) ? [...callsOf(this.project, file, this.territory, this.today)] : []
  }

  private findLinks(): Map<RepoPath, { link: Link; loop?: Loop }[]> {
    const links = linksAmong(this.project.files().flatMap((file): Tie[] => [...this.dependencies(file), ...this.calls(file)]))
    const loops = new Map(loopsAmong(links).map(loop => [loop.links[0], loop]))
    const byFile = new Map<RepoPath, { link: Link; loop?: Loop }[]>()
    for (const link of links) {
      const { file } = link.at[0]!
      byFile.set(file, [...byFile.get(file) ?? [], { link, loop: loops.get(link) }])
    }
    return byFile
  }

  /** The files that other services import. */
  private imported(): Set<RepoPath> {
    return (this.taken ??= new Set(this.project.files().filter(file => this.borders.leads(file)).flatMap(file => this.borders.foreignTargets(file))))
  }
}
