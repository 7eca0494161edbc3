import picomatch from 'picomatch'
import { listed } from '../notes.js'
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
 * The configuration corrects: a service that it names is one with what was inferred of its folder, and takes in what lies below a folder of which nothing was.
 */
export function inferServices(input: ServiceInput): Service[] {
  const isShared = input.config.shared.length > 0 ? picomatch(input.config.shared, { dot: true }) : () => false
  const configured = configuredServices(input, isShared)
  const deployables = deployablesIn(input).filter(({ directory }) => !isShared(within(directory, 'index.ts')))
  const programs = [...deployables, ...configured.filter(({ directory }) => !deployables.some((one) => isInside(directory, one.directory)))]
  const { parts, skipped } = programs.length <= 1 ? partsOf(programs[0]?.directory ?? '', input) : { parts: [], skipped: [] }
  const modules = parts.filter(({ directory }) => !isShared(within(directory, 'index.ts')))
  const services = merged(configured, [...deployables, ...modules], input).sort((a, b) => inOrder(a.directory, b.directory))
  const isOfProduction = (manifest: Manifest) => input.scopes.of(sampleIn(manifest.directory)).scope === 'production'
  const libraries = librariesOfOne(services, [...input.manifests.values()].filter(isOfProduction))
  const unique = withUniqueNames(services, input)
  input.ownership.give(unique)
  const named = unique.map((service) => finished(service, services, libraries.get(service.directory), input))
  input.ownership.check(named, input.tree.code, input.notes)
  assumeServices({ ...input, services: named, skipped, isOfProduction })
  return named
}

function merged(configured: Service[], inferred: Service[], { config, notes }: ServiceInput): Service[] {
  const same = (one: Service) => inferred.find(({ directory }) => directory === one.directory)
  const taking = configured.filter((one) => !same(one))
  const takerOf = ({ directory }: Service) => taking.find((one) => isInside(directory, one.directory))
  for (const taker of taking) {
    const taken = inferred.filter((one) => takerOf(one) === taker).map(({ directory }) => directory)
    if (taken.length > 0) notes.assume(`${listed(taken)} ${taken.length === 1 ? 'is a part' : 'are parts'} of ${taker.name}, because the configuration says so.`, config.file === undefined ? [] : [config.file], 'services')
  }
  return [
    ...configured.map((one): Service => {
      const known = same(one)
      const isPart = known ? known.part : inferred.some(({ directory }) => directory !== one.directory && isInside(one.directory, directory))
      return { ...one, ...(isPart === true && { part: true }), ...(known?.hosts && { hosts: known.hosts }), evidence: [...one.evidence, ...known?.evidence ?? []] }
    }),
    ...inferred.filter((one) => !takerOf(one) && !configured.some(({ directory }) => directory === one.directory)),
  ]
}

function deployablesIn(input: ServiceInput): Service[] {
  const deployments = readDeployments(input)
  const candidates = candidateFolders(input, deployments)
  const folders = new Set(candidates.keys())
  const found = [...candidates.values()].flatMap((candidate) => {
    const users = usersOf(candidate, candidates)
    const evidence = deployableEvidence(candidate, users.length > 0, deployments, folders, input)
    const own = deploymentsOf(candidate.folder, deployments, folders)
    const hosts = [...new Set(own.flatMap(({ host }) => host ?? []))]
    return evidence ? [{ candidate, users, evidence, hosts, own, isContained: own.length > 0 }] : []
  })
  const contained = new Set(found.filter(({ isContained }) => isContained).map(({ candidate }) => candidate.folder))
  return found
    // A package that can run, but is put into the container of another that wraps it, is that one's library.
    .filter(({ users, isContained }) => isContained || !users.some(({ folder }) => contained.has(folder)))
    .map(({ candidate, evidence, hosts, own }) => ({ name: '', directory: candidate.folder, kind: 'deployable', confidence: own.length > 0 || candidate.declared ? 'sure' : evidence.length > 1 ? 'likely' : 'guess', owners: [], evidence, ...(hosts.length > 0 && { hosts }) }))
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
  return { parts: parts.map(({ folder, evidence, confidence }) => ({ name: '', directory: folder, kind: 'module', confidence, part: true, owners: [], evidence })), skipped }
}

function finished(service: Service, all: readonly Service[], libraries: RepoPath[] | undefined, input: ServiceInput): Service {
  const others = all.map(({ directory }) => directory)
  const schema = service.kind === 'deployable' ? schemaIn(service.directory, others, input) : undefined
  const evidence = schema === undefined ? service.evidence : [...service.evidence, { reason: `It has its own schema, ${schema}.`, file: schema }]
  return { ...service, evidence, owners: input.ownership.ofService(service)?.owners ?? [], ...(libraries && { libraries }) }
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
