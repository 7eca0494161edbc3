import { posix } from 'node:path'
import type { MappedService, ServiceMap } from '@bulkhead/checker'

/** Services that are drawn as one: mostly a service by itself. */
export interface Together {
  id: string
  folder: string
  services: MappedService[]
}

/** As many boxes can be read at once. */
const MOST_SERVICES = 32
/** Fewer are not worth hiding. */
const FEWEST = 4

/** Which services are drawn as one, so that the rest can be read: those of a folder that nothing leads to or from; where there are many, those that break nothing; where that does not suffice, whole folders. */
export function together(map: ServiceMap): Together[] {
  const { connected, broken } = parts(map)
  const steps: ((service: MappedService) => boolean)[] = [
    service => connected.has(service.name),
    service => broken.has(service.name),
    () => false,
  ]
  for (const apart of steps) {
    const groups = grouped(map.services, apart)
    if (groups.length <= MOST_SERVICES) return groups
  }
  return grouped(map.services, steps.at(-1)!)
}

/** The services that anything drawn leads to or from, and those that take part in what is broken. */
function parts({ links, tables, queues, unread }: ServiceMap): { connected: Set<string>; broken: Set<string> } {
  const shared = tables.filter(({ owner, uses }) => uses.some(({ service }) => service !== (owner ?? uses[0]!.service)))
  return {
    connected: new Set([
      ...links.flatMap(({ from, to }) => [from, to]), ...tables.flatMap(({ owner, uses }) => [...owner === undefined ? [] : [owner], ...uses.map(({ service }) => service)]),
      ...queues.flatMap(({ publishers, consumers }) => [...publishers, ...consumers].map(({ service }) => service)), ...unread.map(({ service }) => service),
    ]),
    broken: new Set([
      ...links.flatMap(({ from, to, standing }) => standing === 'broken' ? [from, to] : []),
      ...shared.flatMap(({ owner, uses }) => uses.some(({ standing }) => standing === 'broken') ? [...owner === undefined ? [] : [owner], ...uses.flatMap(({ service, standing }) => standing === 'broken' ? [service] : [])] : []),
    ]),
  }
}

function grouped(services: readonly MappedService[], apart: (service: MappedService) => boolean): Together[] {
  const folders = new Map<string, MappedService[]>()
  for (const service of services) {
    const folder = posix.dirname(service.directory)
    folders.set(folder, [...folders.get(folder) ?? [], service])
  }
  const groups = [...folders].flatMap(([folder, all]) => {
    const quiet = all.filter(service => !apart(service))
    const merged = quiet.length >= FEWEST ? quiet : []
    return [...all.filter(service => !merged.includes(service)).map(service => ({ folder, services: [service] })), ...merged.length > 0 ? [{ folder, services: merged }] : []]
  })
  return groups.map((group, index) => ({ id: `s${index}`, ...group }))
}
