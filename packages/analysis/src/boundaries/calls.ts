import type { RepoPath, Service } from '@bulkhead/workspace'
import { targets } from '../operations/addresses.js'
import type { Operation } from '../operations/operation.js'
import type { Project } from '../project.js'
import type { Located } from '../values/meaning.js'
import { isForeign } from './database.js'
import { isAccepted, type Territory } from './dependencies.js'
import type { Tie } from './loops.js'

const HOST = /^https?:\/\/([^/:?#]+)/i
const DEPTH = 6

/** The requests of a file that go to other services of the repository, as far as an address is written in the open. */
export function* callsOf(project: Project, file: RepoPath, territory: Territory, today: string): Iterable<Tie> {
  const from = territory.serviceOf(file)
  const byHost = from && hostsOf(territory.services)
  if (!byHost || byHost.size === 0) return
  for (const operation of project.operations(file)) {
    if (operation.kind !== 'http.request') continue
    const called = new Set(hostsCalled(project, operation).flatMap(host => byHost.get(host) ?? []))
    for (const to of called) if (isForeign(from, to)) yield { at: operation.place, by: 'call', from, to, accepted: isAccepted(territory.edgeBetween(from, to), today) }
  }
}

/** The hosts that a request may go to, as far as they are written in the open; none where nothing of the address can be read. */
export function hostsCalled(project: Project, operation: Operation): string[] {
  const written = targets(project, operation).flatMap(({ at, rest }) => rest.length === 0 ? beginnings(project, at) : [])
  return written.flatMap(text => HOST.exec(text)?.[1]?.toLowerCase() ?? [])
}

/** Services by the names of their network; a name that several have says nothing. */
function hostsOf(services: readonly Service[]): Map<string, Service> {
  const byHost = new Map<string, Service>()
  const doubled = new Set<string>()
  for (const service of services) for (const host of service.hosts ?? []) {
    const name = host.toLowerCase()
    if (byHost.has(name)) doubled.add(name)
    byHost.set(name, service)
  }
  for (const name of doubled) byHost.delete(name)
  return byHost
}

/** What a text may begin with, as far as it is written down. */
function beginnings(project: Project, at: Located, depth = 0): string[] {
  if (depth > DEPTH) return []
  const further = (next: Located) => beginnings(project, next, depth + 1)
  const meaning = project.tracer.meaning(at)
  switch (meaning.is) {
    case 'literal': return typeof meaning.value === 'string' ? [meaning.value] : []
    case 'choice': return meaning.of.flatMap(further)
    case 'template': case 'computed': {
      const value = project.program.facts(meaning.at.file)!.values[meaning.at.ref]!
      if (value.is === 'template') return value.parts[0] !== '' || value.holes.length === 0 ? [value.parts[0]!] : further({ ...meaning.at, ref: value.holes[0]! })
      return value.is === 'binary' ? further({ ...meaning.at, ref: value.left }) : []
    }
    default: return []
  }
}
