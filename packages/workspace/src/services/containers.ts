import { asObject, readYaml } from '../packages/layout.js'
import { isInside, join, nameOf, parentOf } from '../repo-path.js'
import type { RepoPath } from '../workspace.js'
import type { ServiceInput } from './input.js'

/** A file that deploys a folder, and the sentence that says so. */
export interface Deployment {
  folder: RepoPath
  file: RepoPath
  reason: string
  /** The name under which the others in its network reach it. */
  host?: string
}

/** A program that is named after one is none, nor is what it leaves out. */
const DOCKERFILE = /^(?!.*\.(?:[mc]?[jt]sx?|dockerignore|md|test|snap)$)(Dockerfile([.-][\w.-]+)?|[\w.-]+\.Dockerfile)$/i
/** How files of Docker Compose are called. */
export const COMPOSE = /^(docker-)?compose([.-][\w.-]+)?\.ya?ml$|^[\w.-]*compose[\w.-]*\.ya?ml$/i
const PLATFORM = /^(serverless\.(ya?ml|ts|js|json)|wrangler\.(toml|jsonc?)|fly\.toml|Procfile|app\.ya?ml|railway\.(toml|json))$/i
/** Folders that hold container files of the folder above them. */
const ASIDE = /^(docker|deploy|deployment|build|ci|container)$/i

/** Everything that containers, compose files and platforms deploy, folder by folder. */
export function readDeployments(input: ServiceInput): Deployment[] {
  const { tree } = input
  const found: Deployment[] = []
  for (const path of tree.all) {
    const name = nameOf(path)
    if (PLATFORM.test(name)) found.push({ folder: parentOf(path), file: path, reason: `It is deployed by ${name}.` })
    else if (DOCKERFILE.test(name)) found.push(...byDockerfile(path, input))
    else if (COMPOSE.test(name)) found.push(...byCompose(path, input))
  }
  return found
}

function byDockerfile(path: RepoPath, { tree, read, manifests }: ServiceInput): Deployment[] {
  let folder = parentOf(path)
  while (ASIDE.test(nameOf(folder)) && !manifests.has(folder)) folder = parentOf(folder)
  if (folder !== '' || manifests.size < 2) return tree.codeBelow(folder) > 0 ? [{ folder, file: path, reason: `It has its own ${nameOf(path)}.` }] : []
  // A container file at the root of a monorepo says in its last lines what it runs.
  // A program that stands right below the root is compiled, whatever it is called.
  const run = [...(read(path) ?? '').matchAll(/^\s*(?:CMD|ENTRYPOINT|WORKDIR)\s+(.*)$/gim)].map(([, rest]) => rest!.replace(/^\[\s*"\/[\w-]+"/, '')).join('\n')
  const named = [...manifests.values()].filter(({ directory, declaredName }) => directory !== '' && (mentions(run, directory) || (declaredName !== undefined && mentions(run, declaredName))))
  if (named.length > 0) return named.map(({ directory }) => ({ folder: directory, file: path, reason: `${nameOf(path)} at the root runs it.` }))
  return [{ folder: '', file: path, reason: `It has its own ${nameOf(path)}.` }]
}

function mentions(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) if (!/[\w-]/.test(text[at + word.length] ?? ' ') && !/[\w-]/.test(text[at - 1] ?? ' ')) return true
  return false
}

function byCompose(path: RepoPath, { tree, read, notes }: ServiceInput): Deployment[] {
  const services = asObject(asObject(readYaml(path, tree, read, notes))?.services) ?? {}
  const found: Deployment[] = []
  for (const [name, service] of Object.entries(services)) {
    const build = asObject(service)?.build
    const context = typeof build === 'string' ? build : asObject(build)?.context
    if (typeof context !== 'string') continue
    const dockerfile = asObject(build)?.dockerfile
    const home = join(parentOf(path), context)
    const folder = home === undefined ? undefined : home === '' && typeof dockerfile === 'string' ? parentOf(join(home, dockerfile) ?? '') : home
    if (folder === undefined || folder === '' || !tree.hasFolder(folder) || tree.codeBelow(folder) === 0) continue
    found.push({ folder, file: path, host: name, reason: `${path} builds it as \`${name}\`.` })
  }
  return found
}

/** The deployments of a folder itself, not of what lies below it. */
export function deploymentsOf(folder: RepoPath, deployments: readonly Deployment[], candidates: ReadonlySet<RepoPath>): Deployment[] {
  return deployments.filter((deployment) => {
    if (deployment.folder === folder) return true
    // `apps/api/docker-image/Dockerfile` deploys apps/api, unless a nearer candidate lies between.
    if (!isInside(deployment.folder, folder)) return false
    for (let at = deployment.folder; at !== folder; at = parentOf(at)) if (candidates.has(at)) return false
    return folder !== ''
  })
}
