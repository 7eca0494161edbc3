import type { Manifest } from '../packages/manifests.js'
import { nameOf } from '../repo-path.js'
import type { RepoPath, Service } from '../workspace.js'
import type { ServiceInput } from './input.js'

export function inferServices({ manifests }: ServiceInput): Service[] {
  return [...manifests.values()].filter((manifest: Manifest) => manifest.scripts.start !== undefined).map(({ directory, name }: { directory: RepoPath; name: string }) => ({ name: nameOf(directory) || name, directory, kind: 'deployable', owners: [], evidence: [] }))
}
