import { listed } from '../notes.js'
import type { Manifest } from '../packages/manifests.js'
import { isInside } from '../repo-path.js'
import type { RepoPath, Service } from '../workspace.js'
import type { ServiceInput } from './input.js'

/** What the assumptions about services are written from. */
export interface AssumedServices extends ServiceInput {
  services: readonly Service[]
  /** Folders that look like parts of the business but serve the others. */
  skipped: readonly RepoPath[]
  isOfProduction: (manifest: Manifest) => boolean
}

/** States every inference about packages, services and owners: one sentence a kind, always in the same order. */
export function assumeServices(input: AssumedServices): void {
  const { notes, layout, manifests, config, codeOwners, ownership, services, skipped } = input
  const files = (list: readonly Service[]) => list.flatMap(({ evidence }) => evidence.flatMap(({ file }) => (file === undefined ? [] : [file])))
  if (config.file === undefined) notes.assume('There is no configuration; the defaults hold.', [], 'services')
  if (layout.words) notes.assume(`The repository is ${layout.words}: ${layout.members.size} packages.`, layout.evidence)
  else if (manifests.size > 1) notes.assume(`The repository has ${manifests.size} packages that no workspace ties together.`, [...manifests.values()].map(({ path }) => path))

  const deployables = services.filter(({ kind }) => kind === 'deployable')
  const modules = services.filter(({ kind }) => kind === 'module')
  if (deployables.length > 0) notes.assume(`${listed(deployables.map(({ name }) => name), 30)} ${deployables.length === 1 ? 'is the service that is' : 'are the services that are'} deployed.`, files(deployables), 'services')
  if (modules.length > 0) notes.assume(`${listed(modules.map(({ name }) => name), 60)} are bounded parts of ${deployables[0]?.name ?? 'the program'}.`, files(modules), 'services')
  if (services.length === 0) notes.assume('Nothing in the repository is deployed by itself, so no code belongs to a service.', [...manifests.values()].slice(0, 5).map(({ path }) => path), 'services')
  if (skipped.length > 0) notes.assume(`${listed(skipped)} serve the other parts and are no parts of their own.`, [], 'services')
  assumeLibraries(input)
  const declared = ownership.files(services)
  if (codeOwners.file !== undefined) declared.unshift(codeOwners.file)
  if (declared.length > 0) notes.assume(`The owners are those of ${listed([...new Set(declared)])}.`, declared)
  else if (services.every(({ owners }) => owners.length === 0)) notes.assume('Nobody is known to own the code: there is no CODEOWNERS file.', [], 'services')
}

function assumeLibraries({ notes, manifests, services, packageScopes, isOfProduction, tree }: AssumedServices): void {
  const homes = services.flatMap(({ directory, libraries = [] }) => (directory === '' ? libraries : [directory, ...libraries]))
  const owning = services.filter(({ libraries }) => libraries !== undefined)
  const rest = [...manifests.values()].filter(({ directory }) => directory !== '' && tree.codeBelow(directory) > 0 && !homes.some((home) => isInside(directory, home)))
  const inBrowser = rest.filter((manifest) => packageScopes.of(manifest.path, manifest)?.scope === 'browser')
  const shared = rest.filter((manifest) => !inBrowser.includes(manifest) && isOfProduction(manifest))
  for (const { name, libraries = [] } of owning) notes.assume(`${listed(libraries)} ${libraries.length === 1 ? 'belongs' : 'belong'} to ${name}: no other service uses ${libraries.length === 1 ? 'it' : 'them'}.`, libraries.map((folder) => manifests.get(folder)!.path), 'services')
  if (shared.length > 0) notes.assume(`${listed(shared.map(({ directory }) => directory))} ${shared.length === 1 ? 'belongs' : 'belong'} to no service: several use ${shared.length === 1 ? 'it' : 'them'}, or none does.`, shared.map(({ path }) => path), 'services')
  if (inBrowser.length > 0) notes.assume(`${listed(inBrowser.map(({ directory }) => directory))} ${inBrowser.length === 1 ? 'runs' : 'run'} in browsers only.`, inBrowser.map(({ path }) => path), 'scopes')
  notes.assume('A file runs on a server unless its place, its name, its package or its text says otherwise.', [], 'scopes')
}
