import picomatch from 'picomatch'
import type { Manifest } from '../packages/manifests.js'
import { inOrder, isInside, nameOf, parentOf, within } from '../repo-path.js'
import type { RepoPath, Service } from '../workspace.js'
import { assumeServices } from './assumptions.js'
import { candidateFolders } from './candidates.js'
import { configuredServices } from './configured.js'
import { deploymentsOf, readDeployments } from './containers.js'
import { deployableEvidence, sampleIn, type Candidate } from './deployable.js'
import type { ServiceInput } from './input.js'
import { partsByOwnership, schemaIn } from './last-resort.js'
import { librariesOfOne } from './libraries.js'
import { modulesIn } from './modules.js'

/**
 * The repository's services, sorted by folder. What is deployed comes first; where that is one program or none, its parts.
 * The configuration corrects: a service that it names replaces what was inferred at and below its folder.
 */
export function inferServices(input: ServiceInput): Service[] {
  const configured = configuredServices(input)
  const isShared = input.config.shared.length > 0 ? picomatch(input.config.shared, { dot: true }) : () => false
  const corrected = (services: Service[]) =>
    services.filter(({ directory }) => !configured.some((service) => isInside(directory, service.directory)) && !isShared(within(directory, 'index.ts')))

  const deployables = corrected(deployablesIn(input))
  const { parts, skipped } = deployables.length + configured.length <= 1 ? partsOf(deployables[0]?.directory ?? configured[0]?.directory ?? '', input) : { parts: [], skipped: [] }
  const modules = corrected(parts)
  const services = [...configured, ...deployables, ...modules].sort((a, b) => inOrder(a.directory, b.directory))
  const isOfProduction = (manifest: Manifest) => input.scopes.of(sampleIn(manifest.directory)).scope === 'production'
  const libraries = librariesOfOne(services, [...input.manifests.values()].filter(isOfProduction))
  const named = withUniqueNames(services, input).map((service) => finished(service, services, libraries.get(service.directory), input))
  assumeServices({ ...input, services: named, skipped, isOfProduction })
  return named
}

function deployablesIn(input: ServiceInput): Service[] {
  const deployments = readDeployments(input)
  const candidates = candidateFolders(input, deployments)
  const folders = new Set(candidates.keys())
  const found = [...candidates.values()].flatMap((candidate) => {
    const users = usersOf(candidate, candidates)
    const evidence = deployableEvidence(candidate, users.length > 0, deployments, folders, input)
    return evidence ? [{ candidate, users, evidence, isContained: deploymentsOf(candidate.folder, deployments, folders).length > 0 }] : []
  })
  const contained = new Set(found.filter(({ isContained }) => isContained).map(({ candidate }) => candidate.folder))
  return found
    // A package that can run, but is put into the container of another that wraps it, is that one's library.
    .filter(({ users, isContained }) => isContained || !users.some(({ folder }) => contained.has(folder)))
    .map(({ candidate, evidence }) => ({ name: '', directory: candidate.folder, kind: 'deployable', owners: [], evidence }))
}

/** Candidates that depend on another one. An end-to-end test that depends on an API is no candidate, so it makes it no library. */
function usersOf({ manifest, folder }: Candidate, candidates: ReadonlyMap<RepoPath, Candidate>): Candidate[] {
  const name = manifest?.declaredName
  if (name === undefined) return []
  return [...candidates.values()].filter((other) => other.folder !== folder && other.folder !== '' && Object.hasOwn(other.manifest?.dependencies ?? {}, name))
}

function partsOf(program: RepoPath, input: ServiceInput): { parts: Service[]; skipped: string[] } {
  const { modules, skipped } = modulesIn(program, input.tree, (path) => input.scopes.of(path).scope === 'production', input.ecosystem.technicalFolder)
  const parts = modules.length > 0 || program !== '' ? modules : partsByOwnership(input)
  return { parts: parts.map(({ folder, evidence }) => ({ name: '', directory: folder, kind: 'module', owners: [], evidence })), skipped }
}

function finished(service: Service, all: readonly Service[], libraries: RepoPath[] | undefined, input: ServiceInput): Service {
  const others = all.map(({ directory }) => directory)
  const schema = service.kind === 'deployable' ? schemaIn(service.directory, others, input) : undefined
  const evidence = schema === undefined ? service.evidence : [...service.evidence, { reason: `It has its own schema, ${schema}.`, file: schema }]
  return { ...service, evidence, owners: service.owners.length > 0 ? service.owners : ownersOfFolder(service.directory, input), ...(libraries && { libraries }) }
}

/** Owners of a folder are those of a file in it that no special line is about. */
function ownersOfFolder(folder: RepoPath, { codeOwners }: ServiceInput): string[] {
  return codeOwners.of(within(folder, 'index.ts'))?.owners ?? codeOwners.of(sampleIn(folder))?.owners ?? []
}

/** The folder's name, with as many folders above it as it takes to be the only one. */
function withUniqueNames(services: Service[], { manifests }: ServiceInput): Service[] {
  const named = services.map((service) => ({ ...service, name: service.name || plainName(service.directory, manifests) }))
  for (let depth = 1; depth <= 10; depth++) {
    const times = new Map<string, number>()
    for (const { name } of named) times.set(name, (times.get(name) ?? 0) + 1)
    const doubled = named.filter(({ name }) => times.get(name)! > 1)
    if (doubled.length === 0) break
    for (const service of doubled) service.name = service.directory.split('/').slice(-1 - depth).join('/') || service.name
  }
  return named
}

/** The root is named by its package, never by the folder it was checked out into. */
function plainName(folder: RepoPath, manifests: ReadonlyMap<RepoPath, Manifest>): string {
  if (folder !== '') return nameOf(folder) === 'src' && parentOf(folder) !== '' ? nameOf(parentOf(folder)) : nameOf(folder)
  return manifests.get('')?.declaredName?.replace(/^@[^/]+\//, '') ?? 'app'
}
