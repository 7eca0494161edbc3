import type { FileTree } from './files/tree.js'
import type { CodeOwners } from './owners/codeowners.js'
import type { Owned } from './owners/ownership.js'
import type { Manifest } from './packages/manifests.js'
import { isInside, nearest } from './repo-path.js'
import type { Scopes } from './scopes/scopes.js'
import type { Config, Explanation, RepoPath, Service } from './workspace.js'

/** What an explanation draws on. */
export interface ExplainInput {
  tree: FileTree
  manifests: ReadonlyMap<RepoPath, Manifest>
  scopes: Scopes
  serviceOf: (path: RepoPath) => Service | undefined
  ownedBy: (path: RepoPath) => Owned | undefined
  codeOwners: CodeOwners
  isShared: (path: RepoPath) => boolean
  config: Config
}

/** Says, a sentence a step, why a file has its scope, its service and its owners. */
export function explain(path: RepoPath, input: ExplainInput): Explanation {
  const verdict = input.scopes.of(path)
  const service = input.serviceOf(path)
  const owned = input.ownedBy(path)
  const because = [presence(path, input), packaged(path, input), `Scope ${verdict.scope}: ${verdict.because}`, ...served(path, service, input), ownedBecause(owned, input)]
  return { path, scope: verdict.scope, ...(service && { service: service.name }), owners: owned?.owners ?? [], because: because.filter((step) => step !== undefined) }
}

function presence(path: RepoPath, { tree, config }: ExplainInput): string | undefined {
  if (!tree.has(path)) return tree.ignores(path) ? 'Git ignores it, so it is not looked at.' : 'There is no such file in the repository; this is what would hold for it.'
  return tree.code.includes(path) ? undefined : `It is not looked at: ${config.ignore.length > 0 ? '`ignore` lists it, or it is no JavaScript or TypeScript' : 'it is no JavaScript or TypeScript'}.`
}

function packaged(path: RepoPath, { manifests }: ExplainInput): string {
  const manifest = nearest(manifests, path)
  return manifest ? `Package ${manifest.name}: the nearest package.json is ${manifest.path}.` : 'No package: there is no package.json at or above it.'
}

function served(path: RepoPath, service: Service | undefined, { isShared }: ExplainInput): string[] {
  if (isShared(path)) return ['No service: `shared` in the configuration lists it.']
  if (!service) return ['No service: none of the folders above it is taken for one; it is shared code.']
  const library = service.libraries?.find((folder) => isInside(path, folder))
  if (library !== undefined) return [`Service ${service.name}: no other service uses the package in ${library}.`]
  const place = service.directory === '' ? 'the root of the repository' : service.directory
  return [`Service ${service.name}: it is in ${place}, the deepest ${service.part === true ? 'module' : 'service'} above it.`, ...service.evidence.map(({ reason }) => `${place} is a service: ${reason}`)]
}

function ownedBecause(owned: Owned | undefined, { codeOwners }: ExplainInput): string {
  if (owned && owned.owners.length > 0) return `Owned by ${owned.owners.join(', ')}: ${owned.because}.`
  if (owned) return `No owner: ${owned.because} names none.`
  return codeOwners.file === undefined ? 'No owner: there is no CODEOWNERS file.' : `No owner: no line of ${codeOwners.file} gives it one.`
}
