import { asObject, nxProjects, readYaml } from '../packages/layout.js'
import { below, isInside, nameOf, parentOf, within } from '../repo-path.js'
import { scopeByPath } from '../scopes/by-path.js'
import type { RepoPath } from '../workspace.js'
import type { Deployment } from './containers.js'
import { candidateAt, sampleIn, type Candidate } from './deployable.js'
import type { ServiceInput } from './input.js'

/** Folders whose children are deployed one by one. */
const FLEET = /^(apps|services|microservices)$/

/** Every folder that may be a deployable: packages, applications of Nx and Nest, children of `apps` and the like. */
export function candidateFolders(input: ServiceInput, deployments: readonly Deployment[]): Map<RepoPath, Candidate> {
  const { tree, manifests } = input
  const declared = new Map([...nxApplications(input), ...nestApplications(input)])
  const folders = new Set<RepoPath>([...manifests.keys(), ...declared.keys()])
  for (const fleet of ['', 'src', 'packages'].flatMap((above) => tree.foldersIn(above).filter((name) => FLEET.test(name)).map((name) => within(above, name)))) {
    // Below `src` these are modules of one program, unless the packages say otherwise.
    if (parentOf(fleet) !== 'src') for (const child of tree.foldersIn(fleet)) folders.add(within(fleet, child))
  }
  // A container file beside code without a package.json: the folder is deployed all the same.
  for (const { folder, file } of deployments) if (folder !== '' && (/serverless|wrangler|fly/.test(nameOf(file)) || hasMain(folder, tree)) && ![...manifests.keys()].some((home) => home !== '' && (folder === home || folder.startsWith(`${home}/`)))) folders.add(folder)
  const candidates = new Map<RepoPath, Candidate>()
  for (const folder of [...folders].sort()) {
    if (tree.codeBelow(folder) === 0 || scopeByPath(sampleIn(folder), folder, input.ecosystem) !== undefined) continue
    const candidate = candidateAt(folder, manifests, declared.get(folder))
    if (isServerSide(candidate, input) && !isInSource(candidate, declared, input) && !isPublishedCommand(candidate, deployments)) candidates.set(folder, candidate)
  }
  return candidates
}

function hasMain(folder: RepoPath, tree: ServiceInput['tree']): boolean {
  return [folder, within(folder, 'src')].some((home) => tree.filesIn(home).some((file) => /^(main|index|server|app|worker)\.[mc]?[jt]s$/.test(file)))
}

/** A manifest among the sources of another program is what that program writes or packs, unless a tool says that it is one of its own. */
function isInSource({ folder }: Candidate, declared: ReadonlyMap<RepoPath, unknown>, { manifests, layout }: ServiceInput): boolean {
  if (declared.has(folder) || layout.members.has(folder)) return false
  return [...manifests.keys(), ...declared.keys()].some((home) => home !== '' && home !== folder && isInside(folder, home) && /(^|\/)src(\/|$)/.test(below(folder, home)))
}

/** A command that is published runs where its users are, even where it serves something there. */
function isPublishedCommand({ folder, manifest }: Candidate, deployments: readonly Deployment[]): boolean {
  return folder !== '' && manifest?.raw.bin !== undefined && manifest.raw.private !== true && !deployments.some((deployment) => deployment.folder === folder)
}

function isServerSide({ folder, manifest }: Candidate, { packageScopes, tree }: ServiceInput): boolean {
  if (manifest && packageScopes.of(manifest.path, manifest) !== undefined) return false
  return manifest !== undefined || !packageScopes.isBrowserApplication(folder) && tree.codeBelow(folder) > 0
}

function* nxApplications({ tree, read, notes }: ServiceInput): Generator<[RepoPath, NonNullable<Candidate['declared']>]> {
  for (const [folder, { path, type }] of nxProjects(tree, read, notes)) if (type === 'application') yield [folder, { reason: 'It is an Nx application.', file: path }]
  const plugins = asObject(readYaml('nx.json', tree, read, notes))?.plugins
  const named = new Set(Array.isArray(plugins) ? plugins.map((plugin: unknown) => asObject(plugin)?.plugin ?? plugin) : [])
  // A plugin gives a script to whatever has its configuration, so that no package.json needs one.
  for (const [plugin, configuration] of STARTED_BY_PLUGIN)
    if (named.has(plugin)) for (const file of tree.all) if (configuration.test(nameOf(file)) && parentOf(file) !== '') yield [parentOf(file), { reason: `Nx starts it by \`${plugin}\`: it has a \`${nameOf(file)}\`.`, file }]
}

/** Plugins of Nx that start a server wherever a configuration lies. */
const STARTED_BY_PLUGIN = [['@nx/next/plugin', /^next\.config\.[mc]?[jt]s$/]] as const

function* nestApplications({ tree, read, notes }: ServiceInput): Generator<[RepoPath, NonNullable<Candidate['declared']>]> {
  for (const file of tree.all) {
    if (nameOf(file) !== 'nest-cli.json') continue
    const projects = asObject(asObject(readYaml(file, tree, read, notes))?.projects) ?? {}
    for (const project of Object.values(projects)) {
      const { type, root } = asObject(project) ?? {}
      if (type === 'application' && typeof root === 'string') yield [within(parentOf(file), root.replace(/^\.?\/|\/$/g, '')).replace(/\/$/, ''), { reason: `${file} lists it as an application.`, file }]
    }
  }
}
