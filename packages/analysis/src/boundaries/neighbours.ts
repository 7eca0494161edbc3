import type { RepoPath } from '@bulkhead/workspace'
import type { Project } from '../project.js'
import type { Borders } from './borders.js'
import { crossingsOf, definitionOf, type Crossing } from './database.js'
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

  /** The imports of a file that lead into the database layer of another service. */
  *crossings(file: RepoPath): Iterable<Crossing> {
    if (!this.borders.leads(file)) return
    for (const crossing of crossingsOf(this.project, file, path => this.territory.serviceOf(path))) {
      const offer = () => this.offerFor(crossing)
      yield { ...crossing, get offer() { return offer() } }
    }
  }

  /** The links that begin in a file, each with the loop in which it is the cheapest to cut. */
  linksIn(file: RepoPath): { link: Link; loop?: Loop }[] {
    return (this.links ??= this.findLinks()).get(file) ?? []
  }

  /** Every service that is deployed. */
  deployables(): Deployed[] {
    return (this.deployed ??= deployedServices(this.project, this.territory))
  }

  /** The requests of a file that go to other services. */
  calls(file: RepoPath): Tie[] {
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

  private offerFor({ to, definitions }: Crossing): Crossing['offer'] {
    const data = new Set(definitions.map(({ file }) => file))
    const entry = this.territory.entryOf(definitions[0]!.file)?.files ?? []
    const open = [...entry, ...[...this.imported()].filter(file => this.territory.serviceOf(file) === to).sort()]
    const working = new Set([...data].flatMap(file => this.project.reach.importersOf(file)).filter(file => !data.has(file) && this.territory.serviceOf(file) === to))
    const passing = new Set(working)
    // A set that grows while it is gone through is gone through to its end.
    for (const file of passing) for (const importer of this.project.reach.importersOf(file)) if (PASSING.test(this.project.program.source(importer) ?? '')) passing.add(importer)
    for (const file of open) for (const [name, origin] of exportedOf(this.project, file, passing)) if (!isWhole(name) && working.has(origin) && doesSomething(this.project, file, name)) return { name, file }
    return undefined
  }

  /** The files that other services import. */
  private imported(): Set<RepoPath> {
    return (this.taken ??= new Set(this.project.files().filter(file => this.borders.leads(file)).flatMap(file => this.borders.foreignTargets(file))))
  }
}

/** What a file looks like that passes on what it imports. */
const PASSING = /\bexport\s*(?:type\s*)?[*{]|\bmodule\.exports\b|\bexports\./

/** The names that a file exports, each with the file in which it is written, as far as that is one of some files and reached through them alone; found as they are asked for. */
function* exportedOf(project: Project, file: RepoPath, through: ReadonlySet<RepoPath>, around: readonly RepoPath[] = []): Iterable<[name: string, origin: RepoPath]> {
  // Barrels may pass each other on in a circle.
  const facts = through.has(file) && !around.includes(file) ? project.program.facts(file) : undefined
  if (!facts) return
  const behind = (from: string): Iterable<[string, RepoPath]> => {
    const target = project.program.resolve(from, file)
    return target.is === 'file' ? exportedOf(project, target.path, through, [...around, file]) : []
  }
  for (const star of facts.exportStars) for (const [name, origin] of behind(star)) if (!isWhole(name)) yield [name, origin]
  for (const [name, { value }] of Object.entries(facts.exports)) {
    const exported = facts.values[value ?? -1]
    if (exported?.is !== 'import') yield [name, file]
    else for (const [other, origin] of behind(exported.from)) if (other === exported.name) {
      yield [name, origin]
      break
    }
  }
}

/** What has no name of its own to be asked for. */
function isWhole(name: string): boolean {
  return name === 'default' || name === '='
}

/** A function, or a class of which objects have methods, that is no part of a database layer: something to be asked. One of static methods alone only turns one thing into another. */
function doesSomething(project: Project, file: RepoPath, name: string): boolean {
  const meaning = project.tracer.exported(file, name)
  if (meaning?.is === 'function') return definitionOf(project, meaning) === undefined
  return meaning?.is === 'class' && definitionOf(project, meaning) === undefined && project.program.facts(meaning.file)!.classes[meaning.class]!.members.some(member => member.kind === 'method' && !member.static)
}
