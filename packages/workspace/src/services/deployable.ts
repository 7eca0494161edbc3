import { dependsOnAny } from '../packages/nature.js'
import { says } from '../files/text.js'
import { entryCandidates } from '../resolution/package-entry.js'
import { isInside, join, within } from '../repo-path.js'
import type { Manifest } from '../packages/manifests.js'
import type { RepoPath, Service } from '../workspace.js'
import { deploymentsOf, type Deployment } from './containers.js'
import type { ServiceInput } from './input.js'

type Evidence = Service['evidence']

/** What is known of a folder that may be a service. */
export interface Candidate {
  folder: RepoPath
  manifest?: Manifest
  /** An application by a build tool's own word. */
  declared?: { reason: string; file: RepoPath }
}

const STARTS = ['start:prod', 'start:production', 'start', 'start:server', 'serve', 'prod']
const MAINS = ['main', 'index', 'server', 'app', 'worker', 'bootstrap', 'start', 'www']
const HOMES = ['src', '', 'server', 'src/server', 'bin', 'app']

/**
 * Why a folder is deployed by itself; undefined where it is a library or nothing says so.
 * A package that others import needs the stronger evidence: many libraries come with a container file for their tests.
 */
export function deployableEvidence(candidate: Candidate, isImported: boolean, deployments: readonly Deployment[], candidates: ReadonlySet<RepoPath>, input: ServiceInput): Evidence | undefined {
  const { folder, manifest } = candidate
  const framework = manifest && dependsOnAny(manifest, input.ecosystem.serverFrameworks)
  const started = manifest && startScript(manifest, input)
  const listening = listens(candidate, input)
  const deployed = deploymentsOf(folder, deployments, candidates)

  const evidence: Evidence = []
  for (const { reason, file } of deployed) evidence.push({ reason, file })
  if (candidate.declared) evidence.push(candidate.declared)
  if (started) evidence.push({ reason: `Its script \`${started}\` runs a program.`, file: manifest.path })
  if (listening) evidence.push({ reason: 'Its main file waits for requests.', file: listening })
  if (framework !== undefined) evidence.push({ reason: `It depends on \`${framework}\`.`, file: manifest!.path })

  // The root of a monorepo has scripts and container files for all of it; only a server of its own makes it a service.
  if (folder === '' && candidates.size > 1) return hasOwnCode(candidates, input) && (listening || (framework !== undefined && (started || deployed.length > 0))) ? evidence : undefined
  if (isImported) return (listening && (started || deployed.length > 0)) || (started && framework !== undefined) ? evidence : undefined
  if (deployed.length > 0 || candidate.declared || started || listening) return evidence
  const isPublished = manifest !== undefined && manifest.raw.private !== true && (manifest.raw.main !== undefined || manifest.raw.exports !== undefined)
  return framework !== undefined && !isPublished ? evidence : undefined
}

/** Whether code that runs on a server stands at the root, outside every other candidate. */
function hasOwnCode(candidates: ReadonlySet<RepoPath>, { tree, scopes }: ServiceInput): boolean {
  const others = [...candidates].filter((folder) => folder !== '')
  return tree.code.some((path) => !others.some((folder) => isInside(path, folder)) && scopes.of(path).scope === 'production')
}

/** The name of the script that runs the package as a server. */
function startScript(manifest: Manifest, { ecosystem }: ServiceInput): string | undefined {
  return STARTS.find((name) => {
    let command = manifest.scripts[name]
    const delegated = /^(?:npm|pnpm|yarn|bun)(?:\s+run)?\s+([\w:.-]+)$/.exec(command?.trim() ?? '')?.[1]
    if (delegated !== undefined) command = manifest.scripts[delegated] ?? command
    return command !== undefined && ecosystem.serverCommands.test(command) && !ecosystem.otherCommands.test(command.replace(/\S*node_modules\S*/g, ''))
  })
}

/** The main file that waits for requests, looked for where main files stand. */
function listens({ folder, manifest }: Candidate, { tree, read, ecosystem }: ServiceInput): RepoPath | undefined {
  const stems = HOMES.flatMap((home) => MAINS.map((main) => (home === '' ? main : `${home}/${main}`)))
  const named = manifest ? entryCandidates(manifest, '.').map((entry) => entry.replace(/\.[mc]?[jt]s$/, '')) : []
  for (const stem of new Set([...named, ...stems]))
    for (const extension of ['.ts', '.js', '.mts', '.mjs', '.cjs', '']) {
      const path = join(folder, stem + extension)
      if (path !== undefined && tree.has(path) && read.asks(path, ecosystem.listens, says)) return path
    }
  return undefined
}

/** The folder's own manifest, where it has one. */
export function candidateAt(folder: RepoPath, manifests: ReadonlyMap<RepoPath, Manifest>, declared?: Candidate['declared']): Candidate {
  const manifest = manifests.get(folder)
  return { folder, ...(manifest && { manifest }), ...(declared && { declared }) }
}

/** A file that stands for a folder when its scope is asked. */
export function sampleIn(folder: RepoPath): RepoPath {
  return within(folder, 'src/index.ts')
}
