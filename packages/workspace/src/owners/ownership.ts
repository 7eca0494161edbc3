import picomatch from 'picomatch'
import { closest } from '../configuration/complaints.js'
import type { Notes } from '../notes.js'
import type { Manifest } from '../packages/manifests.js'
import { nearest, within } from '../repo-path.js'
import type { Config, RepoPath, Service } from '../workspace.js'
import type { CatalogEntity } from './catalog.js'
import type { CodeOwners } from './codeowners.js'
import { peopleOf } from './people.js'

/** Who owns something, and the sentence that says why. */
export interface Owned {
  owners: string[]
  because: string
  file?: RepoPath
}

type Named = Pick<Service, 'name' | 'directory'>

/** Everything that declares owners. */
export interface OwnershipInput {
  config: Config
  codeOwners: CodeOwners
  catalogs: ReadonlyMap<RepoPath, CatalogEntity[]>
  manifests: ReadonlyMap<RepoPath, Manifest>
}

/**
 * Who owns what. The configuration was written for this and wins; then CODEOWNERS, which was written for reviews; then the
 * catalogue of components; then the people of the package.json, who may be no more than those who began.
 */
export class Ownership {
  private readonly globs: { glob: string; owners: string[]; matches: (path: string) => boolean }[]

  private readonly given = new Map<RepoPath, string[]>()

  constructor(private readonly input: OwnershipInput) {
    this.globs = Object.entries(input.config.owners).map(([glob, owners]) => ({ glob, owners, matches: picomatch(glob.replace(/\/$/, '/**'), { dot: true }) })).reverse()
  }

  /** Takes notice of the owners that the configuration gives to services, with each or by its name. */
  give(services: readonly Service[]): void {
    const { owners: byName } = this.input.config
    for (const { name, directory, owners } of services) {
      const named = Object.hasOwn(byName, name) ? byName[name]! : []
      const all = [...new Set([...this.given.get(directory) ?? [], ...owners, ...named])]
      if (all.length > 0) this.given.set(directory, all)
    }
  }

  /** The owners of a file of a service; undefined where nothing names any. No owners at all means that they were taken away. */
  of(path: RepoPath, service: Named | undefined): Owned | undefined {
    return this.configuredFor(path, service) ?? this.declaredFor(path, service) ?? this.givenTo(service && nearest(this.given, service.directory))
  }

  /** The owners of a service: those of a file in it that no special line is about. */
  ofService(service: Named): Owned | undefined {
    const samples = ['index.ts', 'src/index.ts'].map((name) => this.of(within(service.directory, name), service))
    return samples.find((owned) => owned && owned.owners.length > 0) ?? samples[0]
  }

  /** The files that name the owners of services, each once. */
  files(services: readonly Service[]): RepoPath[] {
    return [...new Set(services.flatMap((service) => this.ofService(service)?.file ?? []))]
  }

  /** Admits which keys of `owners` name nothing that there is. */
  check(services: readonly Service[], files: readonly RepoPath[], notes: Notes): void {
    const names = services.map(({ name }) => name)
    for (const { glob, matches } of this.globs) {
      if (names.includes(glob) || files.some((file) => matches(file))) continue
      const meant = closest(glob, names)
      notes.blind(`\`owners\` names \`${glob}\`, which is neither a service nor a glob that matches a file.`, this.input.config.file, meant === undefined ? `Write the name of a service${names.length > 0 ? ` (${names.slice(0, 8).join(', ')})` : ''} or a glob.` : `Did you mean \`${meant}\`?`)
    }
  }

  private configuredFor(path: RepoPath, service: Named | undefined): Owned | undefined {
    const byGlob = this.globs.find(({ glob, matches }) => glob !== service?.name && matches(path))
    return this.givenTo(byGlob ? byGlob.owners : service && this.given.get(service.directory))
  }

  private givenTo(owners: string[] | undefined): Owned | undefined {
    const { file } = this.input.config
    return owners && { owners, because: 'the configuration says so', ...(file !== undefined && { file }) }
  }

  private declaredFor(path: RepoPath, service: Named | undefined): Owned | undefined {
    const { codeOwners, catalogs, manifests } = this.input
    const rule = codeOwners.of(path)
    if (rule) return { owners: rule.owners, because: `line ${rule.line} of ${rule.file} (\`${rule.pattern}\`)`, file: rule.file }
    const entities = nearest(catalogs, path) ?? []
    const owners = [...new Set(entities.map(({ owner }) => owner))]
    const entity = owners.length === 1 ? entities[0] : entities.find(({ name }) => name === service?.name)
    if (entity) return { owners: [entity.owner], because: `\`spec.owner\` in ${entity.file}`, file: entity.file }
    const manifest = nearest(manifests, path)
    const people = manifest && peopleOf(manifest)
    return people && { owners: people.owners, because: `\`${people.key}\` in ${manifest.path}`, file: manifest.path }
  }
}
