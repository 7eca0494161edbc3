import type { RepoPath, Service } from '@bulkhead/workspace'
import type { Place } from '../finding.js'
import type { Project } from '../project.js'
import type { Territory } from './dependencies.js'

/** Something that is deployed, and whether anybody is named for it. */
export interface Deployed {
  service: Service
  /** The beginning of the file that it starts from, or of the first of its files. */
  at: Place
  /** `partly`: some of its files have owners, and the service as a whole has none. */
  owned: 'yes' | 'partly' | 'no'
}

const MAIN = /(^|\/)(main|index|server|app|worker|bootstrap|start|www)\.[mc]?[jt]sx?$/

/** The services that are deployed, in the order of their names. Parts of a program are its owner's. */
export function deployedServices(project: Project, territory: Territory): Deployed[] {
  const files = new Map<Service, RepoPath[]>()
  for (const file of project.files()) {
    const service = territory.serviceOf(file)
    if (!service || service.part === true) continue
    const own = files.get(service)
    if (own) own.push(file)
    else files.set(service, [file])
  }
  return [...files].map(([service, own]): Deployed => ({
    service, at: project.program.place(mainOf(own, service), { start: 0, end: 0 }),
    owned: service.owners.length > 0 ? 'yes' : own.some(file => territory.ownersOf(file).length > 0) ? 'partly' : 'no',
  })).sort((a, b) => a.service.name < b.service.name ? -1 : 1)
}

function mainOf(files: readonly RepoPath[], { directory }: Service): RepoPath {
  const depth = (file: RepoPath) => file.split('/').length
  // A library that belongs to a service stands elsewhere, and nothing starts from it.
  const inside = files.filter(file => file.startsWith(`${directory}/`))
  const own = inside.length > 0 ? inside : files
  const mains = own.filter(file => MAIN.test(file))
  return (mains.length > 0 ? mains : own).toSorted((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1))[0]!
}
